// The tape's loops for double on any processor.
#define T double
#define IS_FLOAT 0
#define WIDE 0
#define NAME(x) x##_double_sse2
#define MVEC(name) _ZGVbN2v_##name
#include "tape_body.h"
