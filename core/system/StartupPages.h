// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Gives back the memory of what only the start needed: the libraries' symbol tables and other constant parts.
#pragma once

#include <QByteArrayView>
#include <QList>

namespace spectrum::system
{

// The dynamic linker reads every library's symbols, and the kernel maps sixteen pages around each one that it
// touches. Nobody looks at most of them again. They are unchanged pages of files: what is needed after all
// comes back from the page cache at the next touch, so this can be called at any time and never fails
// anything. It relies on libraries never being unloaded (they are not, see Loader), or a range could be
// somebody else's by the time it is given back.
class StartupPages
{
public:
    struct Range {
        quintptr begin = 0;
        quintptr end = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };

    // Called once, when everything is loaded. Returns how many bytes were mapped and are not now.
    static qsizetype release();

    // The parts of a process, described as in /proc/PID/smaps, that are private, constant, from a file and
    // the same as in that file. Text that is not understood yields nothing.
    [[nodiscard]] static QList<Range> releasable(QByteArrayView smaps, qsizetype *residentBytes = nullptr);
};

} // namespace spectrum::system
