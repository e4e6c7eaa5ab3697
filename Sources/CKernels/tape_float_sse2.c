// The tape's loops for float on any processor.
#define T float
#define IS_FLOAT 1
#define WIDE 0
#define NAME(x) x##_float_sse2
#define MVEC(name) _ZGVbN4v_##name##f
#include "tape_body.h"
