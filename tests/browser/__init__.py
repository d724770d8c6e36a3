"""Pages opened in a browser, as the clerk who reads them does."""
