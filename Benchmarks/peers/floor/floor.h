/* What the floors share: the data of peers/common.py, the clock, and their line of JSON.

   A floor is a program written for one task alone, in C with the machine's vectors: it shows what
   the machine can do, and is no library. */
#ifndef FLOOR_H
#define FLOOR_H

#include <immintrin.h>
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

/* The widest vectors of the machine. */
#ifdef __AVX512F__
typedef __m512 floats;
typedef __m512d doubles;
#define CLAMP(v, limit) \
  _mm512_min_ps(_mm512_max_ps(v, _mm512_set1_ps(-(limit))), _mm512_set1_ps(limit))
#else
typedef __m256 floats;
typedef __m256d doubles;
#define CLAMP(v, limit) \
  _mm256_min_ps(_mm256_max_ps(v, _mm256_set1_ps(-(limit))), _mm256_set1_ps(limit))
#endif
enum { FLOATS = sizeof(floats) / 4, DOUBLES = sizeof(doubles) / 8 };

/* Number i of a sequence: SplitMix64 as a counter generator, in [0, 1). */
static inline double uniform(uint64_t seed, uint64_t i) {
  uint64_t z = seed + (i + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* Noise of mean 0 and variance 1. */
static inline double noise(uint64_t seed, uint64_t i) {
  double sum = uniform(seed, 4 * i) + uniform(seed, 4 * i + 1) + uniform(seed, 4 * i + 2);
  return (sum + uniform(seed, 4 * i + 3) - 2) * sqrt(3.0);
}

/* Two inputs in [-2, 2) and their target x0 x1 - x0 / 2 + 0.1 noise. */
static inline void plane_row(long i, double *x0, double *x1, double *y) {
  *x0 = 4 * uniform(3, i) - 2;
  *x1 = 4 * uniform(4, i) - 2;
  *y = *x0 * *x1 - 0.5 * *x0 + 0.1 * noise(5, i);
}

/* Memory for n bytes that starts a huge page: small pages would be dearer to touch than to fill. */
static inline void *allocate(size_t bytes) {
  size_t page = (size_t)2 << 20, rounded = (bytes + page - 1) / page * page;
  void *memory = aligned_alloc(page, rounded);
  if (!memory) fprintf(stderr, "no memory for %zu bytes\n", bytes), exit(1);
  madvise(memory, rounded, MADV_HUGEPAGE);
  return memory;
}

/* tanh as a quotient of polynomials, to about 1e-7: the minimax form that Eigen and XLA use. */
static inline floats tanh_floats(floats z) {
  floats v = CLAMP(z, 7.90531110763549805f), q = v * v;
  floats n = q * -2.76076847742355e-16f + 2.00018790482477e-13f;
  n = n * q - 8.60467152213735e-11f;
  n = n * q + 5.12229709037114e-08f;
  n = n * q + 1.48572235717979e-05f;
  n = n * q + 6.37261928875436e-04f;
  n = n * q + 4.89352455891786e-03f;
  floats d = q * 1.19825839466702e-06f + 1.18534705686654e-04f;
  d = d * q + 2.26843463243900e-03f;
  d = d * q + 4.89352518554385e-03f;
  return n * v / d;
}

/* The sum of the elements of a vector. */
static inline float sum_of(floats v) {
#ifdef __AVX512F__
  return _mm512_reduce_add_ps(v);
#else
  float sum = 0;
  for (int i = 0; i < FLOATS; i++) sum += v[i];
  return sum;
#endif
}

enum { REPETITIONS = 200 };
typedef struct {
  int count;
  double wall[REPETITIONS], cpu[REPETITIONS];
} timing;

static inline double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Repeats the work, once untimed, for about a second but at least three times. */
static inline timing measure(void (*work)(void)) {
  timing t;
  t.count = 0;
  work();
  double start = seconds(CLOCK_MONOTONIC);
  while (t.count < 3 || (t.count < REPETITIONS && seconds(CLOCK_MONOTONIC) - start < 1)) {
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    work();
    t.wall[t.count] = seconds(CLOCK_MONOTONIC) - wall;
    t.cpu[t.count++] = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  }
  qsort(t.wall, t.count, sizeof(double), ascending);
  qsort(t.cpu, t.count, sizeof(double), ascending);
  return t;
}

/* Prints the line of JSON: times, and the checksum of the result. */
static inline void print_result(const char *name, timing t, const double *values, long count) {
  double sum = 0, weighted = 0, squares = 0;
  for (long i = 0; i < count; i++) {
    sum += values[i];
    weighted += values[i] * uniform(99, i);
    squares += values[i] * values[i];
  }
  printf("{\"name\": \"%s\", \"tool\": \"floor\", \"median_s\": %.6g, \"min_s\": %.6g, "
         "\"max_s\": %.6g, \"cpu_s\": %.6g, \"repetitions\": %d, \"share\": 1, \"checksum\": "
         "{\"count\": %ld, \"sum\": %.17g, \"weighted\": %.17g, \"norm\": %.17g}}\n",
         name, t.wall[t.count / 2], t.wall[0], t.wall[t.count - 1], t.cpu[t.count / 2], t.count,
         count, sum, weighted, sqrt(squares));
}

static inline int usage(const char *text) {
  fprintf(stderr, "usage: %s\n", text);
  return 64;
}

#endif
