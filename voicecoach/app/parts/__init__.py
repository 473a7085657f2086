"""What calls and drills are put together from: settings into listeners, voices, lines, recorder."""
