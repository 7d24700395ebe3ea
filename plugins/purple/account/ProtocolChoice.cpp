// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProtocolChoice.h"

#include <algorithm>

namespace spectrum::purple
{

namespace
{

bool isProtocol(QStringView id)
{
    const auto isIdCharacter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
    };
    return id.startsWith(u"prpl-") && id.size() > 5 && id.size() <= 64 &&
           std::all_of(id.begin(), id.end(), isIdCharacter);
}

} // namespace

bool isAnyProtocol(const QString &setting)
{
    return setting.compare(QLatin1String("any"), Qt::CaseInsensitive) == 0;
}

Result<ProtocolChoice> chooseProtocol(const QString &setting, const QString &typed)
{
    if (!isAnyProtocol(setting))
        return ProtocolChoice{setting, typed.trimmed()};
    const ProtocolChoice choice{typed.section(u'.', 0, 0).trimmed().toLower(),
                                typed.section(u'.', 1).trimmed()};
    if (!isProtocol(choice.protocol) || choice.name.isEmpty())
        return Error{
            ErrorKind::InvalidInput,
            QStringLiteral("The name must begin with the protocol, as in prpl-jabber.romeo@example.org.")};
    return choice;
}

} // namespace spectrum::purple
