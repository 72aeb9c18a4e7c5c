/* A disk that fails on demand, loaded before the program's own library. The word in the file named by
 * FAILING_DISK says how; only files of the house are concerned:
 *
 *   full      nothing can be added          write     writing fails
 *   readonly  mounted so after an error     sync      what was written may not be on the disk
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is(const char *word) {
  const char *path = getenv("FAILING_DISK");
  char text[16] = {0};
  FILE *file = path ? fopen(path, "re") : NULL;
  if (!file) return 0;
  if (!fgets(text, sizeof text, file)) text[0] = 0;
  fclose(file);
  return strcmp(text, word) == 0;
}

static int is_house(const char *path) { return strstr(path, "shopbell.db") != NULL; }

static int is_house_fd(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_house(path);
}

static int fault(int fd) {
  if (!is_house_fd(fd)) return 0;
  if (is("full")) return ENOSPC;
  if (is("readonly")) return EROFS;
  if (is("write")) return EIO;
  return 0;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define FAIL_IF(wrong) \
  do { int cause = (wrong); if (cause) { errno = cause; return -1; } } while (0)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  FAIL_IF(fault(fd));
  return real(fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  FAIL_IF(fault(fd));
  return real(fd, bytes, length, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  FAIL_IF(fault(fd));
  return real(fd, bytes, length, at);
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  FAIL_IF(is_house_fd(fd) && is("sync") ? EIO : 0);
  return real(fd);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  FAIL_IF(is_house_fd(fd) && is("sync") ? EIO : 0);
  return real(fd);
}

static int opens(const char *name, const char *path, int flags, int mode) {
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
  FAIL_IF((flags & O_ACCMODE) != O_RDONLY && is_house(path) && is("readonly") ? EROFS : 0);
  return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return opens("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return opens("open64", path, flags, mode);
}
