// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/ModuleFile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <elf.h>
#include <sys/stat.h>

namespace spectrum::core
{

namespace
{

Error refuse(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

#if __SIZEOF_POINTER__ == 8
using Header = Elf64_Ehdr;
using Segment = Elf64_Phdr;
constexpr unsigned char elfClass = ELFCLASS64;
#else
using Header = Elf32_Ehdr;
using Segment = Elf32_Phdr;
constexpr unsigned char elfClass = ELFCLASS32;
#endif

bool isWithin(quint64 offset, quint64 size, quint64 whole)
{
    return offset <= whole && size <= whole - offset;
}

// Whether every part that the header promises is in the file: a truncated one would crash the loader.
Result<void> checkElf(QFile &file)
{
    const auto size = static_cast<quint64>(file.size());
    Header header;
    const bool isElf = file.read(reinterpret_cast<char *>(&header), sizeof header) == sizeof header &&
                       std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0;
    if (!isElf)
        return refuse(QStringLiteral("it is not a module (no ELF file)"));
    if (header.e_ident[EI_CLASS] != elfClass || header.e_type != ET_DYN)
        return refuse(QStringLiteral("it is not a shared object for this machine"));
    const quint64 sections = quint64(header.e_shnum) * header.e_shentsize;
    const quint64 segments = quint64(header.e_phnum) * header.e_phentsize;
    if (header.e_phentsize != sizeof(Segment) || !isWithin(header.e_phoff, segments, size) ||
        !isWithin(header.e_shoff, sections, size))
        return refuse(QStringLiteral("the file is truncated"));
    file.seek(static_cast<qint64>(header.e_phoff));
    for (int i = 0; i < header.e_phnum; ++i) {
        Segment segment;
        const bool isRead = file.read(reinterpret_cast<char *>(&segment), sizeof segment) == sizeof segment;
        if (!isRead || !isWithin(segment.p_offset, segment.p_filesz, size))
            return refuse(QStringLiteral("the file is truncated"));
    }
    return {};
}

bool isOnlyRoots(const struct stat &about)
{
    return about.st_uid == 0 && (about.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

} // namespace

Result<void> ModuleFile::check(const QString &path)
{
    struct stat about {
    };
    if (::stat(QFile::encodeName(path).constData(), &about) != 0) {
        if (errno == ELOOP)
            return refuse(QStringLiteral("it is a loop of symbolic links"));
        return refuse(
            QStringLiteral("it cannot be read: %1").arg(QString::fromLocal8Bit(std::strerror(errno))));
    }
    if (S_ISDIR(about.st_mode))
        return refuse(QStringLiteral("it is a folder"));
    if (!S_ISREG(about.st_mode))
        return refuse(QStringLiteral("it is not a regular file"));
    if (about.st_mode & S_IWOTH)
        return refuse(QStringLiteral("everybody may write to it; run: chmod o-w %1").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(QStringLiteral("it cannot be read: %1").arg(file.errorString()));
    return checkElf(file);
}

bool ModuleFile::isTrusted(const QString &path)
{
    QString place = QFileInfo(path).canonicalFilePath();
    while (!place.isEmpty()) {
        struct stat about {
        };
        if (::stat(QFile::encodeName(place).constData(), &about) != 0 || !isOnlyRoots(about))
            return false;
        if (place == u"/")
            return true;
        place = QFileInfo(place).path();
    }
    return false;
}

QString ModuleFile::identity(const QString &path)
{
    struct stat about {
    };
    if (::stat(QFile::encodeName(path).constData(), &about) != 0)
        return {};
    return QStringLiteral("%1:%2:%3:%4.%5:%6.%7")
        .arg(about.st_dev)
        .arg(about.st_ino)
        .arg(about.st_size)
        .arg(about.st_mtim.tv_sec)
        .arg(about.st_mtim.tv_nsec)
        .arg(about.st_ctim.tv_sec)
        .arg(about.st_ctim.tv_nsec);
}

} // namespace spectrum::core
