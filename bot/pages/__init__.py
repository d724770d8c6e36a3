"""Pages and pictures with plots for those who run the bot; each is one file."""
