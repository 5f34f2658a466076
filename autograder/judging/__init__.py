"""What an answer is worth: it is compared with the reference, criterion by criterion, and points are added up.

Knows nothing of why an answer is wrong (that is `mistakes`), so that no diagnosis can change points. May import
`networks`, `keras_internals` and `schema`.
"""
