"""Results, and autograders, as files of other systems: Canvas, Moodle, Gradescope, Classroom 50, CSV."""
