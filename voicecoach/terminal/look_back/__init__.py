"""Looking back in a terminal: reports, progress, scores, transcripts, marks."""
