// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "NameRules.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{

bool isCommon(QStringView name)
{
    return !name.isEmpty() && name.size() <= NameRules::longestName &&
           std::none_of(name.begin(), name.end(), [](QChar c) {
               return c.isSpace() || c.category() == QChar::Other_Control || c == u',' || c == u'\x7f';
           });
}

} // namespace

bool NameRules::isNickname(QStringView name)
{
    static constexpr QStringView first = u"#&:$+@%~";
    static constexpr QStringView anywhere = u"!@*?";
    return isCommon(name) && !first.contains(name.front()) &&
           std::none_of(name.begin(), name.end(), [](QChar c) { return anywhere.contains(c); });
}

bool NameRules::isChannel(QStringView name)
{
    static constexpr QStringView types = u"#&+!";
    return isCommon(name) && name.size() > 1 && types.contains(name.front());
}

Result<QString> NameRules::nickname(const QString &typed) const
{
    QString name = typed.trimmed();
    if (!isNickname(name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("This cannot be a nickname on IRC.")};
    return name;
}

Result<ContactId> NameRules::contactId(const QString &typed) const
{
    const Result<QString> name = nickname(typed);
    if (!name)
        return name.error();
    return contactOf(*name);
}

Result<RoomId> NameRules::roomId(const QString &typed) const
{
    const QString name = typed.trimmed();
    if (!isChannel(name))
        return Error{ErrorKind::InvalidInput,
                     QStringLiteral("A channel's name begins with # and has no spaces.")};
    return RoomId(m_casemapping.folded(name));
}

} // namespace spectrum::irc
