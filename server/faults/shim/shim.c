/* Preloaded into the server, it stands between SQLite and the disk.
 *
 * It writes down, in order, every change SQLite makes to the files below FAULT_DIR and every sync that has come back
 * (FAULT_LOG), so that a test can build what a disk would hold had the power gone at any moment. And it makes the disk
 * slow, full or broken as the control file says (FAULT_CTL).
 *
 * Record: u32 op, u32 file, u64 offset, u64 length, then length bytes (the name for 'O', the data for 'W').
 * The -shm file is memory, not storage, and is left out. */
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
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 65536
#define MAX_FILES 4096

/* control is shared with the test; counters run down to 0, and the call that finds 1 fails. -1 fails for good. */
struct control {
	volatile int64_t sync_micros;   /* added to every sync */
	volatile int64_t fail_sync;     /* the k-th sync from now fails */
	volatile int64_t sync_errno;
	volatile int64_t fail_write;    /* the k-th write from now fails */
	volatile int64_t write_errno;
	volatile int64_t syncs;         /* done so far */
	volatile int64_t writes;        /* done so far */
};

static struct control none;
static struct control *ctl = &none;
static char dir[4096];
static size_t dirlen;
static int logfd = -1;
static int file_of[MAX_FD];      /* 1-based file number of a descriptor, 0 when it is not ours */
static char *names[MAX_FILES];
static int files;
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

__attribute__((constructor)) static void start(void) {
	real_open = dlsym(RTLD_NEXT, "open64");
	real_close = dlsym(RTLD_NEXT, "close");
	real_write = dlsym(RTLD_NEXT, "write");
	real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
	real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
	real_fsync = dlsym(RTLD_NEXT, "fsync");
	real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
	real_unlink = dlsym(RTLD_NEXT, "unlink");
	real_rename = dlsym(RTLD_NEXT, "rename");
	const char *d = getenv("FAULT_DIR"), *l = getenv("FAULT_LOG"), *c = getenv("FAULT_CTL");
	if (d) {
		snprintf(dir, sizeof dir, "%s/", d);
		dirlen = strlen(dir);
	}
	if (l) logfd = real_open(l, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (c) {
		int fd = real_open(c, O_RDWR | O_CLOEXEC);
		if (fd >= 0) {
			void *p = mmap(NULL, sizeof *ctl, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
			if (p != MAP_FAILED) ctl = p;
			real_close(fd);
		}
	}
}

static int ours(const char *path) {
	size_t n = strlen(path);
	return dirlen && strncmp(path, dir, dirlen) == 0 && !(n > 4 && strcmp(path + n - 4, "-shm") == 0);
}

/* note appends a record; the caller holds mu. A log that cannot be written would make every result worthless. */
static void note(uint32_t op, int file, uint64_t off, const void *data, uint64_t len, uint64_t shown) {
	if (logfd < 0) return;
	struct { uint32_t op, file; uint64_t off, len; } head = {op, (uint32_t)file, off, shown};
	struct iovec v[2] = {{&head, sizeof head}, {(void *)data, len}};
	if (writev(logfd, v, len ? 2 : 1) != (ssize_t)(sizeof head + len)) abort();
}

static int file_number(const char *name) {
	for (int i = 1; i <= files; i++)
		if (strcmp(names[i], name) == 0) return i;
	if (files + 1 >= MAX_FILES) abort();
	names[++files] = strdup(name);
	note('O', files, 0, name, strlen(name), strlen(name));
	return files;
}

static int fails(volatile int64_t *counter) {
	if (*counter < 0) return 1;
	if (*counter == 0) return 0;
	return --*counter == 0;
}

static int opened(const char *path, int flags, int fd) {
	if (fd < 0 || fd >= MAX_FD || !ours(path)) return fd;
	pthread_mutex_lock(&mu);
	file_of[fd] = file_number(path + dirlen);
	if (flags & O_TRUNC) note('T', file_of[fd], 0, NULL, 0, 0);
	pthread_mutex_unlock(&mu);
	return fd;
}

int open(const char *path, int flags, ...) {
	va_list args;
	va_start(args, flags);
	int mode = va_arg(args, int);
	va_end(args);
	return opened(path, flags, real_open(path, flags, mode));
}

int open64(const char *path, int flags, ...) {
	va_list args;
	va_start(args, flags);
	int mode = va_arg(args, int);
	va_end(args);
	return opened(path, flags, real_open(path, flags, mode));
}

int close(int fd) {
	if (fd >= 0 && fd < MAX_FD) file_of[fd] = 0;
	return real_close(fd);
}

static ssize_t put(int fd, const void *data, size_t n, off_t off) {
	pthread_mutex_lock(&mu);
	ssize_t done;
	if (fails(&ctl->fail_write)) {
		errno = (int)ctl->write_errno;
		done = -1;
	} else {
		ctl->writes++;
		done = real_pwrite(fd, data, n, off);
		if (done > 0) note('W', file_of[fd], (uint64_t)off, data, (uint64_t)done, (uint64_t)done);
	}
	pthread_mutex_unlock(&mu);
	return done;
}

ssize_t pwrite(int fd, const void *data, size_t n, off_t off) {
	if (fd < 0 || fd >= MAX_FD || !file_of[fd]) return real_pwrite(fd, data, n, off);
	return put(fd, data, n, off);
}

ssize_t pwrite64(int fd, const void *data, size_t n, off_t off) { return pwrite(fd, data, n, off); }

ssize_t write(int fd, const void *data, size_t n) {
	if (fd < 0 || fd >= MAX_FD || !file_of[fd]) return real_write(fd, data, n);
	off_t at = lseek(fd, 0, SEEK_CUR);
	ssize_t done = put(fd, data, n, at);
	if (done > 0) lseek(fd, at + done, SEEK_SET);
	return done;
}

int ftruncate(int fd, off_t size) {
	int r = real_ftruncate(fd, size);
	if (r == 0 && fd >= 0 && fd < MAX_FD && file_of[fd]) {
		pthread_mutex_lock(&mu);
		note('T', file_of[fd], (uint64_t)size, NULL, 0, 0);
		pthread_mutex_unlock(&mu);
	}
	return r;
}

int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

static int sync_with(int fd, int (*real)(int)) {
	if (fd < 0 || fd >= MAX_FD || !file_of[fd]) return real(fd);
	if (ctl->sync_micros > 0) {
		struct timespec t = {ctl->sync_micros / 1000000, (ctl->sync_micros % 1000000) * 1000};
		nanosleep(&t, NULL);
	}
	/* What the sync covers is what was written before it began. */
	pthread_mutex_lock(&mu);
	int r;
	if (fails(&ctl->fail_sync)) {
		/* The system gives up what it could not write and says so once: the pages look clean and are not on the disk. */
		note('F', file_of[fd], 0, NULL, 0, 0);
		errno = (int)ctl->sync_errno;
		r = -1;
	} else {
		ctl->syncs++;
		r = logfd < 0 ? 0 : real(fd); /* without a log the test wants the disk's time to be the control's alone */
		if (r == 0) note('S', file_of[fd], 0, NULL, 0, 0);
	}
	pthread_mutex_unlock(&mu);
	return r;
}

int fsync(int fd) { return sync_with(fd, real_fsync); }
int fdatasync(int fd) { return sync_with(fd, real_fdatasync); }

int unlink(const char *path) {
	int r = real_unlink(path);
	if (r == 0 && ours(path)) {
		pthread_mutex_lock(&mu);
		note('U', file_number(path + dirlen), 0, NULL, 0, 0);
		pthread_mutex_unlock(&mu);
	}
	return r;
}

int rename(const char *from, const char *to) {
	int r = real_rename(from, to);
	if (r == 0 && ours(from) && ours(to)) {
		pthread_mutex_lock(&mu);
		int a = file_number(from + dirlen), b = file_number(to + dirlen);
		note('R', a, (uint64_t)b, NULL, 0, 0);
		pthread_mutex_unlock(&mu);
	}
	return r;
}
