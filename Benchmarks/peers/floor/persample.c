/* Floor: gradients of every sample of a 64-256-256-10 network (tanh, mean squared error over the
   outputs, 1024 samples, float32), by OpenBLAS and loops.

   persample batch | full | norms | variance

   Each thread takes its samples in tiles that stay in its cache, and calls OpenBLAS for itself: two
   pools of threads would fight.  For a layer with inputs a and deltas d, the gradient of one sample
   is the outer product of a and d, so that

   norms      |g|^2 = |d|^2 (|a|^2 + 1), and nothing is formed
   variance   the sum of g * g is (a * a)^T (d * d), one product more than the gradient itself
   full       is written past the caches, into memory that is reused */
#include "floor.h"
#include <cblas.h>

enum { LAYERS = 3, N = 1024, TILE = 128, OUTPUTS = 10, MAXIMUM = 256, THREADS = 64 };
static const int size[LAYERS + 1] = {64, 256, 256, OUTPUTS};
enum { P = 64 * 256 + 256 + 256 * 256 + 256 + 256 * OUTPUTS + OUTPUTS };

static float parameters[P] __attribute__((aligned(64)));
static float inputs[N * 64] __attribute__((aligned(64))), targets[N * OUTPUTS];
static float mean[P], variance[P], *gradients;
static double norm[N];

/* What one thread works with: activations and deltas of a tile, and its share of the sums. */
typedef struct {
  float activation[LAYERS + 1][TILE * MAXIMUM], delta[LAYERS][TILE * MAXIMUM];
  float squares[2][TILE * MAXIMUM], sum[P], square_sum[P];
} workspace;
static workspace *workspaces[THREADS];

static int offset(int layer) {
  int at = 0;
  for (int k = 0; k < layer; k++) at += (size[k] + 1) * size[k + 1];
  return at;
}

static void propagate(workspace *w, long first) {
  memcpy(w->activation[0], inputs + first * size[0], TILE * size[0] * 4);
  for (int k = 0; k < LAYERS; k++) {
    int in = size[k], out = size[k + 1];
    float *weights = parameters + offset(k), *bias = weights + in * out, *z = w->activation[k + 1];
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, TILE, out, in, 1, w->activation[k], in,
                weights, out, 0, z, out);
    for (int n = 0; n < TILE; n++)
      for (int j = 0; j < out; j++) {
        float sum = z[n * out + j] + bias[j];
        z[n * out + j] = k < LAYERS - 1 ? tanhf(sum) : sum;
      }
  }
  for (int i = 0; i < TILE * OUTPUTS; i++)
    w->delta[LAYERS - 1][i] =
        2.0f / OUTPUTS * (w->activation[LAYERS][i] - targets[first * OUTPUTS + i]);
  for (int k = LAYERS - 1; k > 0; k--) {
    int in = size[k], out = size[k + 1];
    float *d = w->delta[k - 1], *a = w->activation[k];
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, TILE, in, out, 1, w->delta[k], out,
                parameters + offset(k), out, 0, d, in);
    for (int i = 0; i < TILE * in; i++) d[i] *= 1 - a[i] * a[i];
  }
}

/* Adds (1 / N) a^T d and the mean of d to a layer's part of a sum over the samples. */
static void add_products(const float *a, const float *d, int in, int out, float *sum) {
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, in, out, TILE, 1.0f / N, a, in, d, out, 1,
              sum, out);
  for (int n = 0; n < TILE; n++)
    for (int j = 0; j < out; j++) sum[in * out + j] += 1.0f / N * d[n * out + j];
}

static void add_moments(workspace *w, int with_squares) {
  for (int k = 0; k < LAYERS; k++) {
    int in = size[k], out = size[k + 1];
    const float *a = w->activation[k], *d = w->delta[k];
    add_products(a, d, in, out, w->sum + offset(k));
    if (!with_squares) continue;
    for (int i = 0; i < TILE * in; i++) w->squares[0][i] = a[i] * a[i];
    for (int i = 0; i < TILE * out; i++) w->squares[1][i] = d[i] * d[i];
    add_products(w->squares[0], w->squares[1], in, out, w->square_sum + offset(k));
  }
}

/* The tiles of one thread, then the sum over the threads. */
static void moments(int with_squares) {
  int threads = omp_get_max_threads();
#pragma omp parallel
  {
    workspace *w = workspaces[omp_get_thread_num()];
    memset(w->sum, 0, sizeof w->sum);
    if (with_squares) memset(w->square_sum, 0, sizeof w->square_sum);
#pragma omp for schedule(dynamic)
    for (int tile = 0; tile < N / TILE; tile++) {
      propagate(w, tile * TILE);
      add_moments(w, with_squares);
    }
#pragma omp for schedule(static)
    for (int i = 0; i < P; i++) {
      float sum = 0, squares = 0;
      for (int t = 0; t < threads; t++) {
        sum += workspaces[t]->sum[i];
        if (with_squares) squares += workspaces[t]->square_sum[i];
      }
      mean[i] = sum;
      if (with_squares) variance[i] = squares - sum * sum;
    }
  }
}

static void batch(void) { moments(0); }
static void both_moments(void) { moments(1); }

static double sum_of_squares(const float *v, int count) {
  float sum = 0;
  for (int i = 0; i < count; i++) sum += v[i] * v[i];
  return sum;
}

static void norms(void) {
#pragma omp parallel for schedule(dynamic)
  for (int tile = 0; tile < N / TILE; tile++) {
    workspace *w = workspaces[omp_get_thread_num()];
    propagate(w, tile * TILE);
    for (int n = 0; n < TILE; n++) {
      double sum = 0;
      for (int k = 0; k < LAYERS; k++)
        sum += sum_of_squares(w->delta[k] + n * size[k + 1], size[k + 1]) *
               (1 + sum_of_squares(w->activation[k] + n * size[k], size[k]));
      norm[tile * TILE + n] = sqrt(sum);
    }
  }
}

/* r = x d, past the caches where whole lines are written: lines of which a part goes through the
   caches would cost several times as much. */
static inline void store_product(float x, const float *d, int count, float *r) {
  enum { LINE = 16 };
  int j = 0;
  for (; j < count && (uintptr_t)(r + j) % 64; j++) r[j] = x * d[j];
  for (; j + LINE <= count; j += LINE) {
#ifdef __AVX512F__
    _mm512_stream_ps(r + j, x * _mm512_loadu_ps(d + j));
#else
    _mm256_stream_ps(r + j, x * _mm256_loadu_ps(d + j));
    _mm256_stream_ps(r + j + 8, x * _mm256_loadu_ps(d + j + 8));
#endif
  }
  for (; j < count; j++) r[j] = x * d[j];
}

static void full(void) {
#pragma omp parallel for schedule(dynamic)
  for (int tile = 0; tile < N / TILE; tile++) {
    workspace *w = workspaces[omp_get_thread_num()];
    propagate(w, tile * TILE);
    for (int n = 0; n < TILE; n++) {
      float *g = gradients + (size_t)(tile * TILE + n) * P;
      for (int k = 0; k < LAYERS; k++) {
        int in = size[k], out = size[k + 1];
        const float *d = w->delta[k] + n * out;
        for (int i = 0; i < in; i++, g += out)
          store_product(w->activation[k][n * in + i], d, out, g);
        store_product(1, d, out, g);
        g += out;
      }
    }
  }
}

static void make_data(void) {
  for (int k = 0, at = 0; k < LAYERS; k++)
    for (int end = at + (size[k] + 1) * size[k + 1]; at < end; at++)
      parameters[at] = (2 * uniform(11, at) - 1) / sqrt(size[k]);
  for (int i = 0; i < N * size[0]; i++) inputs[i] = 2 * uniform(21, i) - 1;
  for (int n = 0; n < N; n++) targets[n * OUTPUTS + (int)(uniform(22, n) * OUTPUTS)] = 1;
  for (int t = 0; t < omp_get_max_threads() && t < THREADS; t++)
    workspaces[t] = allocate(sizeof(workspace));
}

int main(int argc, char **argv) {
  const char *what = argc == 2 ? argv[1] : "";
  static double values[P];
  openblas_set_num_threads(1);
  make_data();
  if (!strcmp(what, "batch") || !strcmp(what, "variance")) {
    const float *result = strcmp(what, "batch") ? variance : mean;
    timing t = measure(strcmp(what, "batch") ? both_moments : batch);
    for (int i = 0; i < P; i++) values[i] = result[i];
    print_result(what, t, values, P);
  } else if (!strcmp(what, "norms")) {
    timing t = measure(norms);
    print_result(what, t, norm, N);
  } else if (!strcmp(what, "full")) {
    gradients = allocate(sizeof(float) * N * P);
    timing t = measure(full);
    for (int n = 0; n < N; n++) {
      const float *g = gradients + (size_t)n * P;
      double sum = 0;
      for (int i = 0; i < P; i++) sum += (double)g[i] * g[i];
      values[n] = sqrt(sum);
    }
    print_result(what, t, values, N);
  } else {
    return usage("persample batch | full | norms | variance");
  }
  return 0;
}
