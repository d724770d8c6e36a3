"""Questions from which ranking and confidence learn how citizens ask."""
