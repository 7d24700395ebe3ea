// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/Announcement.h"

#include "instance/Instance.h"

namespace spectrum::core
{

Result<QString> Announcement::textOf(const AdminRequest &request)
{
    const QString text = request.text(QStringLiteral("text"));
    if (text.trimmed().isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("Say what to tell.")};
    if (text.size() > maximumLength)
        return Error{ErrorKind::TooLarge,
                     QStringLiteral("The text is longer than %1 characters.").arg(maximumLength)};
    return text;
}

Announcement::Announcement(std::shared_ptr<AdminRequest> request, Instance &instance, QString text)
    : m_request(std::move(request)), m_instance(instance), m_text(std::move(text))
{
    const QList<SessionSummary> sessions = instance.administration().sessions();
    for (const SessionSummary &session : sessions)
        m_users.push_back(session.user);
}

void Announcement::tellEverybody(const std::shared_ptr<AdminRequest> &request, Instance &instance,
                                 const QString &text)
{
    tellSome(std::shared_ptr<Announcement>(new Announcement(request, instance, text)));
}

void Announcement::tellSome(const std::shared_ptr<Announcement> &announcement)
{
    Announcement &self = *announcement;
    for (int count = 0; count < portion && !self.m_users.empty(); ++count) {
        if (self.m_instance.announce(self.m_users.front(), self.m_text))
            ++self.m_told;
        self.m_users.pop_front();
    }
    if (self.m_users.empty()) {
        self.m_request->succeed({{QStringLiteral("told"), self.m_told}});
        return;
    }
    self.m_instance.clock().schedule(pause, &self.m_instance, [announcement] { tellSome(announcement); });
}

} // namespace spectrum::core
