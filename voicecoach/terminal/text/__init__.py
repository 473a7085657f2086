"""Text every terminal view uses: fitted to a width, safe to print, score cards."""
