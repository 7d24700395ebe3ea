// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Statuses.h"

#include "Markup.h"

#include <QTimeZone>

namespace spectrum::purple
{

namespace
{

QString attribute(PurpleStatus *status, const char *name)
{
    const PurpleStatusType *type = purple_status_get_type(status);
    if (!purple_status_type_get_attr(type, name))
        return {};
    return textFromMarkup(purple_status_get_attr_string(status, name)).trimmed();
}

PurpleStatus *activeOf(const PurplePresence *presence, const char *id)
{
    PurpleStatus *status = purple_presence_get_status(presence, id);
    return status && purple_status_is_active(status) ? status : nullptr;
}

QString moodAndTune(const PurplePresence *presence)
{
    if (PurpleStatus *mood = activeOf(presence, "mood")) {
        const QString text = attribute(mood, PURPLE_MOOD_COMMENT);
        return text.isEmpty() ? attribute(mood, PURPLE_MOOD_NAME) : text;
    }
    if (PurpleStatus *tune = activeOf(presence, "tune")) {
        const QString title = attribute(tune, PURPLE_TUNE_TITLE);
        const QString artist = attribute(tune, PURPLE_TUNE_ARTIST);
        if (!title.isEmpty())
            return u'\u266A' + QStringLiteral(" ") +
                   (artist.isEmpty() ? title : artist + QStringLiteral(" – ") + title);
    }
    return {};
}

const PurpleStatusType *typeFor(PurpleAccount *account, Availability availability)
{
    if (availability == Availability::Chatty) {
        if (const PurpleStatusType *chatty = purple_account_get_status_type(account, "freeforchat"))
            return chatty;
    }
    QList<PurpleStatusPrimitive> wanted;
    switch (availability) {
    case Availability::Offline:
    case Availability::Invisible:
        wanted = {PURPLE_STATUS_INVISIBLE, PURPLE_STATUS_UNAVAILABLE, PURPLE_STATUS_AWAY};
        break;
    case Availability::Busy:
        wanted = {PURPLE_STATUS_UNAVAILABLE, PURPLE_STATUS_AWAY};
        break;
    case Availability::ExtendedAway:
        wanted = {PURPLE_STATUS_EXTENDED_AWAY, PURPLE_STATUS_AWAY};
        break;
    case Availability::Away:
        wanted = {PURPLE_STATUS_AWAY, PURPLE_STATUS_EXTENDED_AWAY};
        break;
    default:
        break;
    }
    wanted.append(PURPLE_STATUS_AVAILABLE);
    for (const PurpleStatusPrimitive primitive : std::as_const(wanted)) {
        if (const auto *type = purple_account_get_status_type_with_primitive(account, primitive))
            return type;
    }
    return nullptr;
}

} // namespace

Availability availabilityOf(PurpleStatusPrimitive primitive)
{
    switch (primitive) {
    case PURPLE_STATUS_AVAILABLE:
    case PURPLE_STATUS_MOBILE:
        return Availability::Online;
    case PURPLE_STATUS_UNAVAILABLE:
        return Availability::Busy;
    case PURPLE_STATUS_AWAY:
        return Availability::Away;
    case PURPLE_STATUS_EXTENDED_AWAY:
        return Availability::ExtendedAway;
    default: // invisible people do not want to be seen
        return Availability::Offline;
    }
}

Presence presenceOf(const PurplePresence *presence)
{
    Presence result;
    PurpleStatus *status = purple_presence_get_active_status(presence);
    if (!status)
        return result;
    const PurpleStatusType *type = purple_status_get_type(status);
    result.availability = availabilityOf(purple_status_type_get_primitive(type));
    if (qstrcmp(purple_status_type_get_id(type), "freeforchat") == 0)
        result.availability = Availability::Chatty;
    result.text = attribute(status, "message");
    if (result.availability == Availability::Offline)
        return result;
    if (result.text.isEmpty())
        result.text = moodAndTune(presence);
    const time_t idle = purple_presence_get_idle_time(presence);
    if (purple_presence_is_idle(presence) && idle > 0)
        result.idleSince = QDateTime::fromSecsSinceEpoch(idle, QTimeZone::utc());
    return result;
}

void applyPresence(PurpleAccount *account, const Presence &presence)
{
    const PurpleStatusType *type = typeFor(account, presence.availability);
    if (!type)
        return;
    const QByteArray text = markupFromText(presence.text.left(2000));
    const char *id = purple_status_type_get_id(type);
    if (purple_status_type_get_attr(type, "message"))
        purple_account_set_status(account, id, TRUE, "message", text.isEmpty() ? nullptr : text.constData(),
                                  nullptr);
    else
        purple_account_set_status(account, id, TRUE, nullptr);
    const bool isIdle = presence.idleSince.isValid();
    purple_presence_set_idle(purple_account_get_presence(account), isIdle ? TRUE : FALSE,
                             isIdle ? time_t(presence.idleSince.toSecsSinceEpoch()) : 0);
}

} // namespace spectrum::purple
