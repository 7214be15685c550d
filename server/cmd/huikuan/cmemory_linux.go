package main

/*
#include <malloc.h>

// Other C libraries than glibc have neither arenas nor anything to ask.
#ifdef __GLIBC__
static void bound(void) {
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, 128 << 10);
	mallopt(M_TRIM_THRESHOLD, 128 << 10);
}
static void trim(void) { malloc_trim(0); }
static size_t used(void) { struct mallinfo2 m = mallinfo2(); return m.uordblks + m.hblkhd; }
static size_t held(void) { struct mallinfo2 m = mallinfo2(); return m.arena + m.hblkhd; }
#else
static void bound(void) {}
static void trim(void) {}
static size_t used(void) { return 0; }
static size_t held(void) { return 0; }
#endif
*/
import "C"

// boundCMemory keeps what the C library holds for SQLite from growing with the number of threads: by itself it gives each thread
// an arena of its own, and every one fills up by and by with what others have freed. It is to be called before the first
// database is opened.
func boundCMemory() { C.bound() }

// trimCMemory gives free C memory back to the system.
func trimCMemory() { C.trim() }

// cMemory is what C code has taken and what the C library holds for it, in bytes.
func cMemory() (used, held float64) { return float64(C.used()), float64(C.held()) }
