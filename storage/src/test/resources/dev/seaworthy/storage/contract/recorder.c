/*
 * Records what a process does to the files below one directory: preloaded into it, this library stands between the
 * program and libc. Contents that are written through shared maps are seen by comparing each map with a copy of it,
 * sector by sector, before every other recorded operation.
 *
 * SEAWORTHY_RECORD_ROOT      the directory, an absolute path
 * SEAWORTHY_RECORD_TO        the file that gets the recording
 * SEAWORTHY_RECORD_FAIL_SYNC which sync of a file's content fails with EIO, counted from 1; absent: none
 *
 * One record: kind (1 byte), two numbers (8 bytes each), size of what follows (4 bytes), that many bytes; all
 * little-endian. Files are named by their inode, directories and names by their path.
 *
 *   C inode -    path         a new, empty file           D - -          path         a new directory
 *   W inode from content      content written             T inode size                set to a size
 *   S inode -                 all of a file synced        M inode from   size (8)     a range of it synced
 *   F inode -                 a sync of it failed         N - -          path         a directory's names synced
 *   R - -        old 0 new    renamed                     U - -          path         name removed
 *   X - -        what         something that is not understood: the recording is useless
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define SECTOR 512
#define FILES 4096
#define MAPS 256

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_length;
static int out = -1;
static long fail_sync;
static long syncs;

/* What a descriptor stands for: 0 nothing of ours, 1 a file, 2 a directory. */
static unsigned char tracked[FILES];
static uint64_t inodes[FILES];
static char *paths[FILES];

static struct map {
    char *at;
    size_t size;
    uint64_t inode;
    uint64_t offset;
    char *known;
} maps[MAPS];

#define REAL(type, name, ...)                                          \
    static type (*real)(__VA_ARGS__);                                  \
    if (!real) {                                                       \
        real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name);          \
    }

static void put(const void *bytes, size_t size) {
    const char *rest = bytes;
    while (size > 0) {
        long written = syscall(SYS_write, out, rest, size);
        if (written <= 0) {
            abort();
        }
        rest += written;
        size -= (size_t)written;
    }
}

static void record(char kind, uint64_t first, uint64_t second, const void *bytes, uint32_t size) {
    char head[21];
    head[0] = kind;
    memcpy(head + 1, &first, 8);
    memcpy(head + 9, &second, 8);
    memcpy(head + 17, &size, 4);
    put(head, sizeof head);
    put(bytes, size);
}

static void record_text(char kind, uint64_t first, const char *text) {
    record(kind, first, 0, text, (uint32_t)strlen(text));
}

static void compare(struct map *map, size_t from, size_t to) {
    for (size_t at = from; at < to; at += SECTOR) {
        size_t size = to - at < SECTOR ? to - at : SECTOR;
        if (memcmp(map->at + at, map->known + at, size) != 0) {
            memcpy(map->known + at, map->at + at, size);
            record('W', map->inode, map->offset + at, map->known + at, (uint32_t)size);
        }
    }
}

/* What maps have changed since the last operation. */
static void compare_all(void) {
    for (int i = 0; i < MAPS; i++) {
        if (maps[i].at) {
            compare(&maps[i], 0, maps[i].size);
        }
    }
}

static void begin(void) {
    pthread_mutex_lock(&lock);
    compare_all();
}

static void end(void) {
    pthread_mutex_unlock(&lock);
}

__attribute__((constructor)) static void start(void) {
    const char *to = getenv("SEAWORTHY_RECORD_TO");
    const char *fail = getenv("SEAWORTHY_RECORD_FAIL_SYNC");
    root = getenv("SEAWORTHY_RECORD_ROOT");
    if (!root || !to) {
        root = NULL;
        return;
    }
    root_length = strlen(root);
    fail_sync = fail ? atol(fail) : 0;
    out = (int)syscall(SYS_openat, AT_FDCWD, to, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
    if (out < 0) {
        abort();
    }
}

static int ours(const char *path) {
    return root && strncmp(path, root, root_length) == 0
        && (path[root_length] == 0 || path[root_length] == '/');
}

static int is_tracked(int fd) {
    return fd >= 0 && fd < FILES && tracked[fd];
}

static void opened(int fd, const char *path, int flags, int existed, off_t size_before) {
    struct stat status;
    if (fd >= FILES || fstat(fd, &status) != 0) {
        record_text('X', 0, "open");
        return;
    }
    inodes[fd] = status.st_ino;
    free(paths[fd]);
    paths[fd] = strdup(path);
    if (S_ISDIR(status.st_mode)) {
        tracked[fd] = 2;
        return;
    }
    tracked[fd] = 1;
    if (!existed) {
        record_text('C', status.st_ino, path);
    } else if ((flags & O_TRUNC) && size_before > 0) {
        record('T', status.st_ino, 0, "", 0);
    }
}

static int open_file(int (*how)(const char *, int, mode_t), const char *path, int flags, mode_t mode) {
    if (!ours(path)) {
        return how(path, flags, mode);
    }
    begin();
    struct stat before = {0};
    int existed = stat(path, &before) == 0;
    int fd = how(path, flags, mode);
    int error = errno;
    if (fd >= 0) {
        opened(fd, path, flags, existed, before.st_size);
    }
    end();
    errno = error;
    return fd;
}

static int plain_open(const char *path, int flags, mode_t mode) {
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name)                                         \
    int name(const char *path, int flags, ...) {           \
        va_list rest;                                      \
        va_start(rest, flags);                             \
        mode_t mode = mode_of(flags, rest);                \
        va_end(rest);                                      \
        return open_file(plain_open, path, flags, mode);   \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                        \
    int name(int at, const char *path, int flags, ...) {                    \
        va_list rest;                                                       \
        va_start(rest, flags);                                              \
        mode_t mode = mode_of(flags, rest);                                 \
        va_end(rest);                                                       \
        if (at == AT_FDCWD || path[0] == '/') {                               \
            return open_file(plain_open, path, flags, mode);                \
        }                                                                   \
        return (int)syscall(SYS_openat, at, path, flags, mode);             \
    }
OPENAT(openat)
OPENAT(openat64)

int creat(const char *path, mode_t mode) {
    return open_file(plain_open, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int fd) {
    REAL(int, "close", int)
    if (!is_tracked(fd)) {
        return real(fd);
    }
    begin();
    tracked[fd] = 0;
    int result = real(fd);
    end();
    return result;
}

static void wrote(int fd, uint64_t from, const void *bytes, ssize_t size) {
    if (size > 0) {
        record('W', inodes[fd], from, bytes, (uint32_t)size);
    }
}

/* Where a write that ended just now began; for a file open for appending, too. */
static uint64_t began(int fd, ssize_t size) {
    return (uint64_t)(lseek(fd, 0, SEEK_CUR) - (size > 0 ? size : 0));
}

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t)
    if (!is_tracked(fd)) {
        return real(fd, bytes, size);
    }
    begin();
    ssize_t written = real(fd, bytes, size);
    int error = errno;
    wrote(fd, began(fd, written), bytes, written);
    end();
    errno = error;
    return written;
}

static ssize_t write_at(int fd, const void *bytes, size_t size, off_t from) {
    if (!is_tracked(fd)) {
        return syscall(SYS_pwrite64, fd, bytes, size, from);
    }
    begin();
    ssize_t written = syscall(SYS_pwrite64, fd, bytes, size, from);
    int error = errno;
    wrote(fd, (uint64_t)from, bytes, written);
    end();
    errno = error;
    return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t from) {
    return write_at(fd, bytes, size, from);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t from) {
    return write_at(fd, bytes, size, from);
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int)
    if (!is_tracked(fd)) {
        return real(fd, pieces, count);
    }
    begin();
    ssize_t written = real(fd, pieces, count);
    int error = errno;
    uint64_t from = began(fd, written);
    ssize_t rest = written;
    for (int i = 0; i < count && rest > 0; i++) {
        ssize_t size = (ssize_t)pieces[i].iov_len < rest ? (ssize_t)pieces[i].iov_len : rest;
        wrote(fd, from, pieces[i].iov_base, size);
        from += (uint64_t)size;
        rest -= size;
    }
    end();
    errno = error;
    return written;
}

static int set_size(int fd, off_t size) {
    if (!is_tracked(fd)) {
        return (int)syscall(SYS_ftruncate, fd, size);
    }
    begin();
    int result = (int)syscall(SYS_ftruncate, fd, size);
    int error = errno;
    if (result == 0) {
        record('T', inodes[fd], (uint64_t)size, "", 0);
    }
    end();
    errno = error;
    return result;
}

int ftruncate(int fd, off_t size) {
    return set_size(fd, size);
}

int ftruncate64(int fd, off_t size) {
    return set_size(fd, size);
}

/* Whether this sync is the one that is to fail. */
static int fails(uint64_t inode) {
    if (++syncs != fail_sync) {
        return 0;
    }
    record('F', inode, 0, "", 0);
    return 1;
}

static int sync_file(long call, int fd) {
    if (!is_tracked(fd)) {
        return (int)syscall(call, fd);
    }
    begin();
    int result;
    if (tracked[fd] == 1 && fails(inodes[fd])) {
        result = -1;
        errno = EIO;
    } else {
        result = (int)syscall(call, fd);
        if (result == 0 && tracked[fd] == 2) {
            record_text('N', 0, paths[fd]);
        } else if (result == 0) {
            record('S', inodes[fd], 0, "", 0);
        }
    }
    int error = errno;
    end();
    errno = error;
    return result;
}

int fsync(int fd) {
    return sync_file(SYS_fsync, fd);
}

int fdatasync(int fd) {
    return sync_file(SYS_fdatasync, fd);
}

int msync(void *at, size_t size, int flags) {
    if (!root) {
        return (int)syscall(SYS_msync, at, size, flags);
    }
    begin();
    struct map *map = NULL;
    for (int i = 0; i < MAPS; i++) {
        if (maps[i].at && (char *)at >= maps[i].at && (char *)at < maps[i].at + maps[i].size) {
            map = &maps[i];
        }
    }
    int result;
    if (map && fails(map->inode)) {
        result = -1;
        errno = EIO;
    } else {
        result = (int)syscall(SYS_msync, at, size, flags);
        if (result == 0 && map && (flags & MS_SYNC)) {
            uint64_t bytes = size;
            record('M', map->inode, map->offset + (uint64_t)((char *)at - map->at), &bytes, 8);
        }
    }
    int error = errno;
    end();
    errno = error;
    return result;
}

static void *map_file(void *wanted, size_t size, int protection, int flags, int fd, off_t offset) {
    if (!is_tracked(fd) || !(protection & PROT_WRITE) || (flags & MAP_TYPE) == MAP_PRIVATE) {
        return (void *)syscall(SYS_mmap, wanted, size, protection, flags, fd, offset);
    }
    begin();
    void *at = (void *)syscall(SYS_mmap, wanted, size, protection, flags, fd, offset);
    int error = errno;
    if (at != MAP_FAILED) {
        int free_one = 0;
        while (free_one < MAPS && maps[free_one].at) {
            free_one++;
        }
        char *known = malloc(size);
        if (free_one == MAPS || !known) {
            record_text('X', 0, "mmap");
        } else {
            memcpy(known, at, size);
            maps[free_one] = (struct map){at, size, inodes[fd], (uint64_t)offset, known};
        }
    }
    end();
    errno = error;
    return at;
}

void *mmap(void *wanted, size_t size, int protection, int flags, int fd, off_t offset) {
    return map_file(wanted, size, protection, flags, fd, offset);
}

void *mmap64(void *wanted, size_t size, int protection, int flags, int fd, off_t offset) {
    return map_file(wanted, size, protection, flags, fd, offset);
}

int munmap(void *at, size_t size) {
    if (!root) {
        return (int)syscall(SYS_munmap, at, size);
    }
    /* Most maps are the JVM's own: looked up before anything is compared. */
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MAPS; i++) {
        if (maps[i].at == at) {
            compare_all();
            free(maps[i].known);
            maps[i].at = NULL;
            if (maps[i].size != size) {
                record_text('X', 0, "munmap of a part");
            }
        }
    }
    int result = (int)syscall(SYS_munmap, at, size);
    int error = errno;
    end();
    errno = error;
    return result;
}

static int change_names(char kind, const char *text, size_t size, long result) {
    int error = errno;
    if (result == 0) {
        record(kind, 0, 0, text, (uint32_t)size);
    }
    end();
    errno = error;
    return (int)result;
}

static int rename_file(const char *from, const char *to) {
    if (!ours(from) && !ours(to)) {
        return (int)syscall(SYS_rename, from, to);
    }
    size_t first = strlen(from);
    size_t second = strlen(to);
    char *both = malloc(first + second + 1);
    memcpy(both, from, first + 1);
    memcpy(both + first + 1, to, second);
    begin();
    int result = change_names('R', both, first + 1 + second, syscall(SYS_rename, from, to));
    free(both);
    return result;
}

int rename(const char *from, const char *to) {
    return rename_file(from, to);
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
    if (from_at == AT_FDCWD && to_at == AT_FDCWD) {
        return rename_file(from, to);
    }
    return (int)syscall(SYS_renameat, from_at, from, to_at, to);
}

#define PATH_CALL(signature, path, kind, call)                   \
    signature {                                                  \
        if (!ours(path)) {                                       \
            return (int)(call);                                  \
        }                                                        \
        begin();                                                 \
        return change_names(kind, path, strlen(path), call);     \
    }
PATH_CALL(int unlink(const char *path), path, 'U', syscall(SYS_unlink, path))
PATH_CALL(int rmdir(const char *path), path, 'U', syscall(SYS_rmdir, path))
PATH_CALL(int mkdir(const char *path, mode_t mode), path, 'D', syscall(SYS_mkdir, path, mode))

int unlinkat(int at, const char *path, int flags) {
    if (at == AT_FDCWD && flags == 0) {
        return unlink(path);
    }
    return (int)syscall(SYS_unlinkat, at, path, flags);
}

int link(const char *from, const char *to) {
    if (ours(from) || ours(to)) {
        pthread_mutex_lock(&lock);
        record_text('X', 0, "link");
        pthread_mutex_unlock(&lock);
    }
    return (int)syscall(SYS_link, from, to);
}

static ssize_t unknown(int fd, const char *what, ssize_t result) {
    int error = errno;
    if (is_tracked(fd)) {
        pthread_mutex_lock(&lock);
        record_text('X', 0, what);
        pthread_mutex_unlock(&lock);
    }
    errno = error;
    return result;
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
    return unknown(to, "sendfile", syscall(SYS_sendfile, to, from, offset, size));
}

ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t size, unsigned flags) {
    return unknown(to, "copy_file_range",
                   syscall(SYS_copy_file_range, from, from_offset, to, to_offset, size, flags));
}

int fallocate64(int fd, int mode, off64_t from, off64_t size) {
    return (int)unknown(fd, "fallocate", syscall(SYS_fallocate, fd, mode, from, size));
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t from) {
    return unknown(fd, "pwritev", syscall(SYS_pwritev, fd, pieces, count, from, 0));
}
