"""Reading the results of a class: one page about an assignment, and pairs of answers that are alike."""
