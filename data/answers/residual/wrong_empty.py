"""nothing but a comment

identity_block: not attempted
"""
# I did not have time for this exercise, sorry
