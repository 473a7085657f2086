"""Sound as data: blocks and clips, levels, pitch, tones, files of any kind."""
