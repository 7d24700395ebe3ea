// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/CrashReport.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <initializer_list>
#include <unistd.h>

namespace spectrum::core
{

namespace
{

constexpr int mostFrames = 40;
constexpr std::initializer_list<int> signals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS};

const ActivityMark *activity = nullptr;
// A stack that has run over cannot carry the report of it.
alignas(16) std::array<char, 64 * 1024> reserve;

void write(const char *text)
{
    // Nothing can be done about a log that is full.
    [[maybe_unused]] const ssize_t count = ::write(STDERR_FILENO, text, strlen(text));
}

void writePlace(const void *address)
{
    std::array<char, 300> line{};
    Dl_info library{};
    if (::dladdr(address, &library) == 0 || library.dli_fname == nullptr) {
        write("  (unknown)\n");
        return;
    }
    const auto offset = static_cast<const char *>(address) - static_cast<const char *>(library.dli_fbase);
    std::snprintf(line.data(), line.size(), "  %s+0x%lx %s\n", library.dli_fname,
                  static_cast<unsigned long>(offset), library.dli_sname == nullptr ? "" : library.dli_sname);
    write(line.data());
}

void report(int signal)
{
    // The handler was reset when it was called: a crash in here ends the process.
    std::array<char, 200> line{};
    std::snprintf(line.data(), line.size(), "session host %d: signal %d (%s), in the code of session %u:\n",
                  static_cast<int>(::getpid()), signal, strsignal(signal), activity->current());
    write(line.data());
    std::array<void *, mostFrames> frames{};
    const int count = ::backtrace(frames.data(), mostFrames);
    for (int i = 0; i < count; ++i)
        writePlace(frames[static_cast<size_t>(i)]);
    ::raise(signal);
}

} // namespace

void CrashReport::install(const ActivityMark &mark)
{
// Which reports crashes itself, and better.
#ifdef __SANITIZE_ADDRESS__
    return;
#endif
    activity = &mark;
    stack_t stack{};
    stack.ss_sp = reserve.data();
    stack.ss_size = reserve.size();
    ::sigaltstack(&stack, nullptr);
    // Its first call loads a library, which must not happen in the middle of a crash.
    std::array<void *, 1> first{};
    ::backtrace(first.data(), 1);
    struct sigaction action = {};
    action.sa_handler = report;
    action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND) | SA_NODEFER;
    for (const int signal : signals)
        ::sigaction(signal, &action, nullptr);
}

} // namespace spectrum::core
