"""identity_block is a string

identity_block: not attempted
"""
identity_block = "conv - bn - relu - conv - bn, + x, relu"
