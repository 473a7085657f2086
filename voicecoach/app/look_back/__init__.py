"""What was kept, ready to be shown or put right."""
