"""The page: practise and look back in the browser. A view, like the terminal."""
