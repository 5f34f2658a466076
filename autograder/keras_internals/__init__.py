"""All that is private to Keras and TensorFlow: what is read off their insides, and every patch of them.

Whoever tries a new version of Keras looks here and nowhere else. May import `schema`.
"""
