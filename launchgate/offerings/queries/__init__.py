"""What pages of the offerings room show, prepared."""
