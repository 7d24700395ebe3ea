// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "NameRules.h"

#include <array>

namespace spectrum::purple
{

namespace
{

// A name that is longer is no name on any network, and does not fit into an address.
constexpr qsizetype maximumLength = 1000;

Error notAName()
{
    return {ErrorKind::InvalidInput, QStringLiteral("This is not a name on this network.")};
}

bool hasUnspeakable(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (c.isSurrogate() || c.category() == QChar::Other_Control || c == u'\u2028' || c == u'\u2029')
            return true;
    }
    return false;
}

bool startsLikeChannel(QStringView name)
{
    return !name.isEmpty() && QStringView(u"#&+!").contains(name.front());
}

} // namespace

NameRules::NameRules(QString protocol) : m_protocol(std::move(protocol)), m_family(Family::Other)
{
    if (m_protocol == QLatin1String("prpl-jabber"))
        m_family = Family::Jabber;
    else if (m_protocol == QLatin1String("prpl-irc"))
        m_family = Family::Irc;
}

bool NameRules::isGood(const QString &name) const
{
    if (name.isEmpty() || name.size() > maximumLength || hasUnspeakable(name))
        return false;
    if (m_family == Family::Other)
        return true;
    for (const QChar c : name) {
        if (c.isSpace() || (m_family == Family::Irc && c == u',') ||
            (m_family == Family::Jabber && QStringView(u"\"&'<>").contains(c)))
            return false;
    }
    return m_family == Family::Irc ? !name.startsWith(u':')
                                   : !name.startsWith(u'@') && !name.endsWith(u'@') && name.count(u'@') <= 1;
}

Result<QString> NameRules::fold(const QString &typed) const
{
    if (typed.size() > 4 * maximumLength || hasUnspeakable(typed.trimmed()))
        return notAName();
    QString name = typed.trimmed();
    // Folding may make characters that are spelled another way, and so on; seldom more than once.
    for (int round = 0; round < 4; ++round) {
        QString next = name.normalized(QString::NormalizationForm_C).toCaseFolded();
        next = next.normalized(QString::NormalizationForm_C);
        if (m_family == Family::Jabber)
            next = next.section(u'/', 0, 0);
        next = next.trimmed();
        if (next == name)
            return isGood(name) ? Result<QString>(name) : Result<QString>(notAName());
        name = std::move(next);
    }
    return notAName();
}

Result<QString> NameRules::account(const QString &typed) const
{
    if (m_family == Family::Jabber)
        return fold(typed);
    const QString name = typed.trimmed();
    return isGood(name) ? Result<QString>(name) : Result<QString>(notAName());
}

Result<ContactId> NameRules::contact(const QString &typed) const
{
    Result<QString> name = fold(typed);
    if (!name)
        return name.error();
    if (m_family == Family::Irc && startsLikeChannel(*name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("This is a room's name, not a person's.")};
    return ContactId(*name);
}

Result<RoomId> NameRules::room(const QString &typed) const
{
    Result<QString> name = fold(typed);
    if (!name)
        return name.error();
    if (m_family == Family::Irc && !startsLikeChannel(*name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("A room's name begins with #.")};
    if (m_family == Family::Jabber && !name->contains(u'@'))
        return Error{ErrorKind::InvalidInput,
                     QStringLiteral("A room's name is like room@conference.example.")};
    return RoomId(*name);
}

bool NameRules::isRoom(const QString &typed) const
{
    const Result<QString> name = fold(typed);
    if (!name)
        return false;
    if (m_family != Family::Jabber)
        return m_family == Family::Irc ? startsLikeChannel(*name) : name->startsWith(u'#');
    // By what nearly all servers call the part of them that has the rooms.
    static constexpr std::array<QLatin1String, 6> services{
        QLatin1String("conference."), QLatin1String("muc."),  QLatin1String("rooms."),
        QLatin1String("groupchat."),  QLatin1String("room."), QLatin1String("conf.")};
    const qsizetype at = name->indexOf(u'@');
    const QStringView host = QStringView(*name).mid(at + 1);
    return at > 0 && std::any_of(services.begin(), services.end(),
                                 [host](QLatin1String service) { return host.startsWith(service); });
}

ContactId NameRules::contactOf(const char *name) const
{
    const Result<ContactId> id = contact(QString::fromUtf8(name));
    return id ? *id : ContactId();
}

RoomId NameRules::roomOf(const char *name) const
{
    const Result<RoomId> id = room(QString::fromUtf8(name));
    return id ? *id : RoomId();
}

} // namespace spectrum::purple
