// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Confinement.h"

#include "system/FileDescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>

namespace spectrum::core
{

namespace
{

constexpr quint64 readRights =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
// Every right of the first version of Landlock, which all systems that have it know.
constexpr quint64 allRights =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
    LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
    LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr quint64 fileRights =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE;
constexpr quint64 truncateRight = 1ULL << 14; // of version 3
constexpr quint64 signalScope = 1ULL << 1;    // of version 6, as is the room for it
constexpr quint64 abstractSocketScope = 1ULL << 0;

// As of Landlock's version 6; older ones take a beginning of it.
struct RulesetAttributes {
    quint64 files = 0;
    quint64 network = 0;
    quint64 scopes = 0;
};

// What libraries read to find hosts, to judge certificates and to know the time.
constexpr std::initializer_list<const char *> systemFiles{"/usr",
                                                          "/lib",
                                                          "/lib32",
                                                          "/lib64",
                                                          "/bin",
                                                          "/etc/ssl",
                                                          "/etc/pki",
                                                          "/etc/resolv.conf",
                                                          "/etc/hosts",
                                                          "/etc/nsswitch.conf",
                                                          "/etc/gai.conf",
                                                          "/etc/gnutls",
                                                          "/etc/host.conf",
                                                          "/etc/services",
                                                          "/etc/protocols",
                                                          "/etc/localtime",
                                                          "/etc/timezone",
                                                          "/etc/ld.so.cache",
                                                          "/etc/crypto-policies",
                                                          "/etc/ca-certificates",
                                                          "/etc/mdns.allow",
                                                          "/etc/passwd",
                                                          "/etc/group",
                                                          "/run/systemd/resolve",
                                                          "/run/resolvconf",
                                                          "/dev/urandom",
                                                          "/dev/random",
                                                          "/dev/zero",
                                                          "/proc/self",
                                                          "/proc/meminfo",
                                                          "/proc/cpuinfo",
                                                          "/proc/sys/kernel",
                                                          "/proc/stat",
                                                          "/sys/devices/system/cpu"};

QString refusal(const char *what, int number)
{
    return QStringLiteral("%1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(strerror(number)));
}

bool addRule(int ruleset, const QString &path, quint64 rights)
{
    const system::FileDescriptor place(::open(QFile::encodeName(path).constData(), O_PATH | O_CLOEXEC));
    if (!place.isOpen())
        return errno == ENOENT;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = QFileInfo(path).isDir() ? rights : rights & fileRights;
    rule.parent_fd = place.number();
    return ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

int forbid(scmp_filter_ctx filter, int error, std::initializer_list<int> calls)
{
    int worst = 0;
    for (const int call : calls) {
        // A call that this machine does not have cannot be made either.
        const int result = call < 0 ? 0 : ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(error), call, 0);
        worst = result < 0 ? result : worst;
    }
    return worst;
}

} // namespace

QStringList Confinement::enter(const Limits &limits, const QStringList &readable, const QStringList &writable)
{
    QStringList missing;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        missing.append(refusal("Rights can be gained again", errno));
    for (const QString &sentence : {limitResources(limits), limitFiles(readable, writable), limitCalls()}) {
        if (!sentence.isEmpty())
            missing.append(sentence);
    }
    return missing;
}

QString Confinement::limitResources(const Limits &limits)
{
    const auto set = [](auto resource, qint64 value) {
        const rlimit limit{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
        return value == 0 || ::setrlimit(resource, &limit) == 0;
    };
// Sanitizers take more than any limit, and never fill it.
#ifndef __SANITIZE_ADDRESS__
    // Not the address space, which libraries reserve generously.
    if (!set(RLIMIT_DATA, limits.memory))
        return refusal("Memory cannot be limited", errno);
#endif
    if (!set(RLIMIT_NOFILE, limits.files))
        return refusal("Open files cannot be limited", errno);
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0)
        return refusal("Core dumps cannot be turned off", errno);
    return {};
}

QString Confinement::limitFiles(const QStringList &readable, const QStringList &writable)
{
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return refusal("Files cannot be kept out of reach (Landlock)", errno);
    const quint64 rights = allRights | (version >= 3 ? truncateRight : 0);
    const RulesetAttributes attributes{.files = rights, .scopes = signalScope | abstractSocketScope};
    const size_t size = version >= 6 ? sizeof(RulesetAttributes) : sizeof(quint64);
    const system::FileDescriptor ruleset(
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
    if (!ruleset.isOpen())
        return refusal("Files cannot be kept out of reach (Landlock)", errno);
    bool isComplete = true;
    for (const char *path : systemFiles)
        isComplete = addRule(ruleset.number(), QLatin1String(path), readRights) && isComplete;
    for (const QString &path : readable)
        isComplete = addRule(ruleset.number(), path, readRights) && isComplete;
    for (const QString &path : writable)
        isComplete = addRule(ruleset.number(), path, rights) && isComplete;
    isComplete = addRule(ruleset.number(), QStringLiteral("/dev/null"), rights) && isComplete;
    if (!isComplete || ::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) != 0)
        return refusal("Files cannot be kept out of reach (Landlock)", errno);
    return {};
}

QString Confinement::limitCalls()
{
    const std::unique_ptr<void, decltype(&::seccomp_release)> filter(::seccomp_init(SCMP_ACT_ALLOW),
                                                                     &::seccomp_release);
    if (!filter)
        return refusal("Calls cannot be limited (seccomp)", ENOMEM);
    int worst = forbid(filter.get(), EPERM,
                       {SCMP_SYS(execve),
                        SCMP_SYS(execveat),
                        SCMP_SYS(fork),
                        SCMP_SYS(vfork),
                        SCMP_SYS(ptrace),
                        SCMP_SYS(process_vm_readv),
                        SCMP_SYS(process_vm_writev),
                        SCMP_SYS(pidfd_getfd),
                        SCMP_SYS(kcmp),
                        SCMP_SYS(mount),
                        SCMP_SYS(umount2),
                        SCMP_SYS(pivot_root),
                        SCMP_SYS(chroot),
                        SCMP_SYS(setns),
                        SCMP_SYS(unshare),
                        SCMP_SYS(bpf),
                        SCMP_SYS(perf_event_open),
                        SCMP_SYS(userfaultfd),
                        SCMP_SYS(keyctl),
                        SCMP_SYS(add_key),
                        SCMP_SYS(request_key),
                        SCMP_SYS(reboot),
                        SCMP_SYS(kexec_load),
                        SCMP_SYS(init_module),
                        SCMP_SYS(finit_module),
                        SCMP_SYS(delete_module),
                        SCMP_SYS(swapon),
                        SCMP_SYS(sethostname),
                        SCMP_SYS(settimeofday),
                        SCMP_SYS(clock_settime),
                        SCMP_SYS(acct),
                        SCMP_SYS(quotactl),
                        SCMP_SYS(open_by_handle_at),
                        SCMP_SYS(io_uring_setup)});
    // A process is a clone that shares no memory of its maker; threads go on.
    const int process = ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                           SCMP_A0(SCMP_CMP_MASKED_EQ, 0x00010000 /* CLONE_THREAD */, 0));
    // Its flags are in memory, where no filter looks; the C library goes back to clone().
    const int newer = forbid(filter.get(), ENOSYS, {SCMP_SYS(clone3)});
    // Signals to oneself only: raise() and abort() are tgkill().
    const int signal = ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(kill), 1,
                                          SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(::getpid())));
    worst = std::min({worst, process, newer, signal});
    if (worst == 0)
        worst = ::seccomp_load(filter.get());
    return worst == 0 ? QString() : refusal("Calls cannot be limited (seccomp)", -worst);
}

} // namespace spectrum::core
