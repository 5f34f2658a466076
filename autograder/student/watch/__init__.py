"""`autograder watch`: a student's saves are followed, checked again and shown in a terminal."""
