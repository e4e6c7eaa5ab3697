// The tape's loops for double with AVX2 and FMA.
#define T double
#define IS_FLOAT 0
#define WIDE 1
#define NAME(x) x##_double_avx2
#define MVEC(name) _ZGVdN4v_##name
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "tape_body.h"
#pragma clang attribute pop
#endif
