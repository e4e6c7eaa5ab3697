// The loop over rows and fields; included once for each instruction set, with PLAIN_ROWS,
// ATTRIBUTES, QUICK_NUMBER and FIELD_END defined: a function for one processor cannot be inlined
// into one for another, and without inlining the loop would take twice the time.
ATTRIBUTES static size_t PLAIN_ROWS(
    const table_layout *t, size_t *position, size_t end, size_t row) {
  size_t first = row;
  if (*position < BEFORE || t->size < BEHIND) return 0;
  // A row may begin anywhere before `end`, but a field only where wide loads stay in the file.
  const uint8_t *limit = t->bytes + t->size - BEHIND;
  const uint8_t *stop = t->bytes + (end < t->size ? end : t->size);
  const uint8_t *start = t->bytes + *position;
  size_t fields = t->fields, stride = t->stride;
  uint8_t delimiter = t->delimiter, point = t->point;
  while (start < stop && row < stride) {
    const uint8_t *p = start;
    for (size_t i = 0; i < fields; i++) {
      if (p >= limit) goto done;
      int32_t slot = t->slots[i];
      const uint8_t *next = NULL;
      if (slot >= 0) {
        double *value = t->values + (size_t)slot * stride + row;
        next = QUICK_NUMBER(p, point, value);
        bool is_last = i + 1 == fields;
        if (next == NULL ||
            (is_last ? *next != '\n' && *next != '\r' : *next != delimiter)) {
          next = any_number(t, p, limit, value);
          if (next == NULL) goto done;
        }
      } else {
        const uint8_t *text = p;
        while (text < limit && is_blank(t, *text)) text++;
        next = FIELD_END(text, limit, delimiter);
        if (next == NULL || next >= limit) goto done;
      }
      if (i + 1 < fields) {
        if (*next != delimiter) goto done;
        p = next + 1;
      } else {
        if (*next != '\n' && *next != '\r') goto done;
        p = next + 1 + (next[0] == '\r' && next[1] == '\n');
      }
    }
    row++;
    start = p;
  }
done:
  *position = (size_t)(start - t->bytes);
  return row - first;
}

#undef PLAIN_ROWS
#undef ATTRIBUTES
#undef QUICK_NUMBER
#undef FIELD_END
