// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Prep.h"

#include <QByteArray>

#include <stringprep.h>

#include <algorithm>
#include <array>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype maximumBytes = 1023;

// What plain ASCII characters mean to a profile.
enum class AsciiClass : unsigned char { Refused, Kept, Changed };

using AsciiTable = std::array<AsciiClass, 128>;

constexpr AsciiTable makeTable(const char *refused, bool foldsCase)
{
    AsciiTable table{};
    for (size_t c = 0x20; c < 0x7f; ++c)
        table[c] = foldsCase && c >= 'A' && c <= 'Z' ? AsciiClass::Changed : AsciiClass::Kept;
    for (; *refused; ++refused)
        table[static_cast<size_t>(*refused)] = AsciiClass::Refused;
    return table;
}

constexpr AsciiTable nodeTable = makeTable(" \"&'/:<>@", true);
constexpr AsciiTable domainTable = makeTable(" !\"#$%&'()*+,/;<=>?@\\^`{|}~", true);
constexpr AsciiTable resourceTable = makeTable("", false);

std::optional<QString> prepareFully(const QString &text, const Stringprep_profile *profile)
{
    QByteArray utf8 = text.toUtf8();
    if (utf8.size() > maximumBytes)
        return std::nullopt;
    utf8.resize(4 * maximumBytes + 1, '\0');
    if (stringprep(utf8.data(), static_cast<size_t>(utf8.size()), static_cast<Stringprep_profile_flags>(0),
                   profile) != STRINGPREP_OK)
        return std::nullopt;
    const QString prepared = QString::fromUtf8(utf8.constData());
    if (prepared.isEmpty() || qstrlen(utf8.constData()) > maximumBytes)
        return std::nullopt;
    return prepared;
}

std::optional<QString> prepare(const QString &text, const AsciiTable &table,
                               const Stringprep_profile *profile)
{
    if (text.isEmpty())
        return std::nullopt;
    bool isChanged = false;
    for (const QChar c : text) {
        if (c.unicode() >= 0x80) {
            // A lone surrogate would turn into something else on its way through UTF-8, and libidn stops at
            // NUL.
            const bool isFit = text.isValidUtf16() && !text.contains(QChar::Null);
            return isFit ? prepareFully(text, profile) : std::nullopt;
        }
        const AsciiClass kind = table[c.unicode()];
        if (kind == AsciiClass::Refused)
            return std::nullopt;
        isChanged = isChanged || kind == AsciiClass::Changed;
    }
    if (text.size() > maximumBytes)
        return std::nullopt;
    return isChanged ? text.toLower() : text;
}

bool isPlain(QStringView text, const AsciiTable &table)
{
    return !text.isEmpty() && text.size() <= maximumBytes && std::ranges::all_of(text, [&table](QChar c) {
        return c.unicode() < 0x80 && table[c.unicode()] == AsciiClass::Kept;
    });
}

} // namespace

std::optional<QString> prepareNode(const QString &text)
{
    return prepare(text, nodeTable, stringprep_xmpp_nodeprep);
}

std::optional<QString> prepareDomain(const QString &text)
{
    std::optional<QString> domain = prepare(text, domainTable, stringprep_nameprep);
    // A final dot is not part of the name (RFC 7622 §3.2).
    if (domain && domain->endsWith(QLatin1Char('.')))
        domain->chop(1);
    // Nameprep itself refuses no ASCII, and makes an at-sign or a slash of their wide forms.
    const bool isDomain = domain && !domain->isEmpty() && !domain->endsWith(QLatin1Char('.')) &&
                          std::ranges::none_of(*domain, [](QChar c) {
                              return c.unicode() < 0x80 && domainTable[c.unicode()] == AsciiClass::Refused;
                          });
    return isDomain ? domain : std::nullopt;
}

std::optional<QString> prepareResource(const QString &text)
{
    return prepare(text, resourceTable, stringprep_xmpp_resourceprep);
}

bool isPlainNode(QStringView text)
{
    return isPlain(text, nodeTable);
}

bool isPlainDomain(QStringView text)
{
    return isPlain(text, domainTable) && !text.endsWith(u'.');
}

bool isPlainResource(QStringView text)
{
    return isPlain(text, resourceTable);
}

} // namespace spectrum::xmpp
