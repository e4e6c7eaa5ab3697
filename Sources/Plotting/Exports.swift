// Labels, sizes and the typesetter are part of every figure, so that importing Plotting is enough.
@_exported public import Typesetting
