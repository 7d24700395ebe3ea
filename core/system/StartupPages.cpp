// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/StartupPages.h"

#include <QFile>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <sys/mman.h>

namespace spectrum::system
{

namespace
{

using Range = StartupPages::Range;

std::optional<quintptr> takeNumber(std::string_view &text, int base)
{
    quintptr number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc())
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

// "7f00-7f10 r--p 00000000 fe:00 1234   /usr/lib/x.so"; nothing if the line is not of that form or the
// mapping is of another kind.
std::optional<Range> constantFileMapping(std::string_view line)
{
    const std::optional<quintptr> begin = takeNumber(line, 16);
    if (!begin || !line.starts_with('-'))
        return {};
    line.remove_prefix(1);
    const std::optional<quintptr> end = takeNumber(line, 16);
    if (!end || *end <= *begin || !line.starts_with(" r--p ") || line.find('/') == std::string_view::npos)
        return {};
    return Range{*begin, *end};
}

// The number of "Anonymous:      4 kB".
std::optional<quintptr> field(std::string_view line, std::string_view name)
{
    if (!line.starts_with(name))
        return {};
    line.remove_prefix(name.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    return takeNumber(line, 10);
}

} // namespace

QList<Range> StartupPages::releasable(QByteArrayView smaps, qsizetype *residentBytes)
{
    QList<Range> ranges;
    std::optional<Range> current;
    quintptr resident = 0;
    std::string_view rest(smaps.data(), static_cast<std::size_t>(smaps.size()));
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        // Only the first line of a mapping begins with its address; those of its fields with a capital
        // letter.
        if (!line.empty() && (line[0] < 'A' || line[0] > 'Z')) {
            current = constantFileMapping(line);
        } else if (const auto size = field(line, "Rss:")) {
            resident = *size;
        } else if (const auto changed = field(line, "Anonymous:"); changed && current) {
            // A page that was changed is nowhere but in memory: the relocated constants, for one.
            if (*changed == 0 && resident > 0) {
                ranges.append(*current);
                if (residentBytes)
                    *residentBytes += static_cast<qsizetype>(resident) * 1024;
            }
            current.reset();
        }
    }
    return ranges;
}

qsizetype StartupPages::release()
{
    QFile file(QStringLiteral("/proc/self/smaps"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    qsizetype bytes = 0;
    for (const Range &range : releasable(file.readAll(), &bytes))
        madvise(reinterpret_cast<void *>(range.begin), range.end - range.begin, MADV_DONTNEED);
    return bytes;
}

} // namespace spectrum::system
