/* Floor: reading a table of numbers, by fast_float.

   table FILE.csv COLUMNS

   The file is mapped and cut at line ends into pieces. Their lines are counted first, so that each
   piece then knows where in the columns its rows belong. The columns' memory is reused, as it would
   be by a program that reads more than one table. */
#include <fast_float/fast_float.h>

#include <cstring>
#include <vector>

extern "C" {
#include "floor.h"
}
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *path;
static int columns;
static long rows;
static double *values;  // one column after the other
static size_t capacity;

static const char *next_line(const char *p, const char *end) {
  const void *found = memchr(p, '\n', end - p);
  return found ? static_cast<const char *>(found) + 1 : end;
}

static long count_lines(const char *p, const char *end) {
  long count = 0;
  const __m256i newline = _mm256_set1_epi8('\n');
  for (; p + 32 <= end; p += 32) {
    __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
    count += __builtin_popcount(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, newline)));
  }
  for (; p < end; p++) count += *p == '\n';
  return count;
}

static void parse(const char *p, const char *end, long row) {
  const int width = columns;
  const long stride = rows;
  for (double *to = values + row; p < end; to++)
    for (int column = 0; column < width; column++) {
      double value;
      p = fast_float::from_chars(p, end, value).ptr + 1;
      to[column * stride] = value;
    }
}

static void read_table() {
  int file = open(path, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) perror(path), exit(1);
  size_t bytes = status.st_size;
  void *map = mmap(nullptr, bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  close(file);
  if (map == MAP_FAILED) perror(path), exit(1);
  const char *text = static_cast<const char *>(map), *end = text + bytes;
  const char *start = next_line(text, end);

  int pieces = 32 * omp_get_max_threads();
  std::vector<const char *> cut(pieces + 1, start);
  for (int i = 1; i < pieces; i++) cut[i] = next_line(start + (end - start) / pieces * i, end);
  cut[pieces] = end;
  std::vector<long> first(pieces + 1);
#pragma omp parallel for schedule(dynamic)
  for (int i = 0; i < pieces; i++) first[i + 1] = count_lines(cut[i], cut[i + 1]);
  for (int i = 0; i < pieces; i++) first[i + 1] += first[i];
  rows = first[pieces];
  if (capacity < static_cast<size_t>(rows) * columns) {
    free(values);
    capacity = static_cast<size_t>(rows) * columns;
    values = static_cast<double *>(allocate(capacity * sizeof(double)));
  }
#pragma omp parallel for schedule(dynamic)
  for (int i = 0; i < pieces; i++) parse(cut[i], cut[i + 1], first[i]);
  munmap(map, bytes);
}

int main(int argc, char **argv) {
  if (argc != 3) return usage("table FILE.csv COLUMNS");
  path = argv[1];
  columns = atoi(argv[2]);
  timing t = measure(read_table);
  std::vector<double> sums(columns);
  for (int column = 0; column < columns; column++)
    for (long row = 0; row < rows; row++) sums[column] += values[column * rows + row];
  print_result("csv", t, sums.data(), columns);
  return 0;
}
