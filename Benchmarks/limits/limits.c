/* What the machine can do: bandwidth of its memory, peak of its multipliers, OpenBLAS, and libmvec.

   limits [WORD]      only figures whose names contain the word

   Prints one line a figure: best and median of the repetitions, because a limit is a best case, and
   the median by CPU time, which tells what other work on the machine took. */
#include "floor.h"
#include <cblas.h>

static const char *wanted = "";
static volatile double sink;

static void print_rate(const char *name, int threads, timing t, double amount, const char *unit) {
  printf("%-28s %d thread%s  best %7.2f  median %7.2f  by CPU time %7.2f  %s\n", name, threads,
         threads > 1 ? "s" : " ", amount / t.wall[0], amount / t.wall[t.count / 2],
         amount / t.cpu[t.count / 2] * threads, unit);
  fflush(stdout);
}

#define RATE(name, amount, unit, work) \
  if (strstr(name, wanted)) print_rate(name, omp_get_max_threads(), measure(work), amount, unit)

/* ---- memory: two arrays of 512 MB, far beyond any cache */

enum { BYTES = 1 << 29, COUNT = BYTES / 8, FRESH = 1 << 27 };
static double *a, *b;

static void part(size_t bytes, size_t *first, size_t *length) {
  *length = bytes / omp_get_num_threads();
  *first = *length * omp_get_thread_num();
}

static void copy(void) {
#pragma omp parallel
  {
    size_t first, length;
    part(BYTES, &first, &length);
    memcpy((char *)b + first, (char *)a + first, length);
  }
}

static void read_all(void) {
  double sum = 0;
#pragma omp parallel for simd reduction(+ : sum)
  for (long i = 0; i < COUNT; i++) sum += a[i];
  sink = sum;
}

static void write_all(void) {
#pragma omp parallel
  {
    size_t first, length;
    part(BYTES, &first, &length);
    memset((char *)b + first, 1, length);
  }
}

/* Past the caches, without reading the lines first. */
static void stream_all(void) {
#pragma omp parallel for schedule(static)
  for (long i = 0; i < COUNT; i += 4) _mm256_stream_pd(b + i, _mm256_set1_pd(1));
}

static void touch(int huge) {
  char *fresh = mmap(NULL, FRESH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (fresh == MAP_FAILED) perror("mmap"), exit(1);
  madvise(fresh, FRESH, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
#pragma omp parallel
  {
    size_t first, length;
    part(FRESH, &first, &length);
    memset(fresh + first, 1, length);
  }
  munmap(fresh, FRESH);
}
static void touch_small_pages(void) { touch(0); }
static void touch_huge_pages(void) { touch(1); }

static void memory(void) {
  RATE("copy (read and written)", 2e-9 * BYTES, "GB/s", copy);
  RATE("read", 1e-9 * BYTES, "GB/s", read_all);
  RATE("write", 1e-9 * BYTES, "GB/s", write_all);
  RATE("write past the caches", 1e-9 * BYTES, "GB/s", stream_all);
  RATE("first touch, small pages", 1e-9 * FRESH, "GB/s", touch_small_pages);
  RATE("first touch, huge pages", 1e-9 * FRESH, "GB/s", touch_huge_pages);
}

/* ---- arithmetic */

enum { CHAINS = 12, ROUNDS = 5000000, SIDE = 2048 };

static void multiply_add_doubles(void) {
  double total = 0;
#pragma omp parallel reduction(+ : total)
  {
    doubles sum[CHAINS], factor = (doubles){0} + 0.999999999, term = (doubles){0} + 1e-9;
    for (int i = 0; i < CHAINS; i++) sum[i] = (doubles){0} + i;
    for (int round = 0; round < ROUNDS; round++)
#pragma GCC unroll 12
      for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * factor + term;
    for (int i = 0; i < CHAINS; i++) total += sum[i][0];
  }
  sink = total;
}

static void multiply_add_floats(void) {
  double total = 0;
#pragma omp parallel reduction(+ : total)
  {
    floats sum[CHAINS], factor = (floats){0} + 0.9999f, term = (floats){0} + 1e-4f;
    for (int i = 0; i < CHAINS; i++) sum[i] = (floats){0} + (float)i;
    for (int round = 0; round < ROUNDS; round++)
#pragma GCC unroll 12
      for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * factor + term;
    for (int i = 0; i < CHAINS; i++) total += sum[i][0];
  }
  sink = total;
}

static void dgemm(void) {
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIDE, SIDE, SIDE, 1, a, SIDE,
              a + SIDE * SIDE, SIDE, 0, b, SIDE);
}

static void sgemm(void) {
  const float *f = (const float *)a;
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIDE, SIDE, SIDE, 1, f, SIDE,
              f + SIDE * SIDE, SIDE, 0, (float *)b, SIDE);
}

static void arithmetic(int threads) {
  double cube = 2e-9 * SIDE * SIDE * SIDE, chains = 2e-9 * CHAINS * ROUNDS * threads;
  for (int i = 0; i < 2 * SIDE * SIDE; i++) a[i] = 1e-3 * (i % 97);
  RATE("multiply-add, float64", chains * DOUBLES, "GFLOP/s", multiply_add_doubles);
  RATE("dgemm, 2048", cube, "GFLOP/s", dgemm);
  for (int i = 0; i < 2 * SIDE * SIDE; i++) ((float *)a)[i] = 1e-3f * (i % 97);
  RATE("multiply-add, float32", chains * FLOATS, "GFLOP/s", multiply_add_floats);
  RATE("sgemm, 2048", cube, "GFLOP/s", sgemm);
}

/* ---- functions, on numbers in the first cache */

enum { NUMBERS = 2048, TIMES = 2000 };
static double x[NUMBERS] __attribute__((aligned(64))), y[NUMBERS] __attribute__((aligned(64)));
static float xf[NUMBERS] __attribute__((aligned(64))), yf[NUMBERS] __attribute__((aligned(64)));

#define FUNCTION(name, from, to)                            \
  static void time_##name(void) {                           \
    for (int k = 0; k < TIMES; k++) {                       \
      for (int i = 0; i < NUMBERS; i++) to[i] = name(from[i]); \
      __asm__ volatile("" ::"r"(to) : "memory");             \
    }                                                       \
  }
FUNCTION(exp, x, y)
FUNCTION(log, x, y)
FUNCTION(tanh, x, y)
FUNCTION(log1p, x, y)
FUNCTION(expf, xf, yf)
FUNCTION(logf, xf, yf)
FUNCTION(tanhf, xf, yf)
FUNCTION(log1pf, xf, yf)

static void time_quotient(void) {
  for (int k = 0; k < TIMES; k++) {
    for (int i = 0; i < NUMBERS; i += FLOATS)
      *(floats *)(yf + i) = tanh_floats(*(floats *)(xf + i));
    __asm__ volatile("" ::: "memory");
  }
}

static void functions(void) {
  double count = 1e-9 * NUMBERS * TIMES;
  for (int i = 0; i < NUMBERS; i++) xf[i] = x[i] = 0.01 + 6.0 * i / NUMBERS;
  omp_set_num_threads(1);
  RATE("exp, float64", count, "G/s", time_exp);
  RATE("log, float64", count, "G/s", time_log);
  RATE("tanh, float64", count, "G/s", time_tanh);
  RATE("log1p, float64", count, "G/s", time_log1p);
  RATE("exp, float32", count, "G/s", time_expf);
  RATE("log, float32", count, "G/s", time_logf);
  RATE("tanh, float32", count, "G/s", time_tanhf);
  RATE("tanh as a quotient, float32", count, "G/s", time_quotient);
  RATE("log1p, float32", count, "G/s", time_log1pf);
}

int main(int argc, char **argv) {
  if (argc > 2) return usage("limits [WORD]");
  if (argc == 2) wanted = argv[1];
  a = allocate(BYTES);
  b = allocate(BYTES);
  printf("vectors of %zu bytes\n", sizeof(floats));
  for (int threads = 1; threads <= 2; threads++) {
    omp_set_num_threads(threads);
    openblas_set_num_threads(threads);
    memset(a, 0, BYTES);
    memset(b, 0, BYTES);
    memory();
    arithmetic(threads);
  }
  functions();
  return 0;
}
