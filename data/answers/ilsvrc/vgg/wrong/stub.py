"""not answered

vgg: not attempted
"""
def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    raise NotImplementedError
