// The tape's loops for float with AVX2 and FMA.
#define T float
#define IS_FLOAT 1
#define WIDE 1
#define NAME(x) x##_float_avx2
#define MVEC(name) _ZGVdN8v_##name##f
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "tape_body.h"
#pragma clang attribute pop
#endif
