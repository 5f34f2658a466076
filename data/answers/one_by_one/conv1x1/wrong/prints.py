"""prints and returns nothing

conv1x1: loses builds, shape, outputs, arguments
  told returns_nothing
"""
def conv1x1(x, kernel, bias):
    y = x @ kernel + bias
    print(y.shape)
