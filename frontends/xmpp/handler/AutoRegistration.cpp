// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AutoRegistration.h"

namespace spectrum::xmpp
{

namespace
{

// Who begins with a room has said a name there.
QString nameFor(const User &user)
{
    for (const RoomStay &stay : user.rooms) {
        if (!stay.nickname.isEmpty())
            return stay.nickname;
        if (!stay.waiting.empty())
            return stay.waiting.front().nickname;
    }
    return user.address().section(u'@', 0, 0);
}

} // namespace

void AutoRegistration::handleRefused(User &user, const Error &error, const Refused &refused)
{
    if (error.kind != ErrorKind::NotRegistered || !m_service.options.registration.registersAutomatically()) {
        refused(user, error);
        return;
    }
    const UserId id = user.id();
    m_desk.enrol(id, {{QStringLiteral("username"), nameFor(user)}})
        .then(&m_service.context, [this, id, refused](const RegistrationDesk::Refusal &refusal) {
            User *known = m_service.users.find(id);
            if (refusal && known)
                refused(*known, {ErrorKind::NotRegistered,
                                 QStringLiteral("Register with this service first: %1").arg(refusal->text)});
        });
}

} // namespace spectrum::xmpp
