#ifndef KERNELS_H
#define KERNELS_H
#include <stdbool.h>
/// Whether the kernels use AVX2 and FMA on this processor.
bool kernels_use_avx2(void);
#endif
