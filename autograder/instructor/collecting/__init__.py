"""What students handed in elsewhere, as Canvas, Moodle or `submit` pack it, put where `grade` looks for it."""
