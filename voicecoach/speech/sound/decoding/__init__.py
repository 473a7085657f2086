"""From the bytes of a sound file to its samples, whatever its name and header say."""
