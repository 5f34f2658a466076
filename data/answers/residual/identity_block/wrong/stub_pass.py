"""pass and ... left in place

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told returns_nothing
resnet: loses builds, shape, parameters, outputs, training, arguments, errors
  told returns_nothing
"""
def identity_block(x, filters):
    # TODO
    pass


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    ...
