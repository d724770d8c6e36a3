"""What each module promises, alone."""
