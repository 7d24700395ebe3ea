// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/FrontendModule.h>
#include <spectrum/Session.h>

#include <QPromise>

namespace spectrum
{

// Out of line, so that each class has its vtable and meta-object in this library alone and qobject_cast works
// between modules.
Session::~Session() = default;
Frontend::~Frontend() = default;

void Session::setPresence(const Presence &) {}

void Session::answerLoginStep(const AnswerLoginStep &) {}

QByteArray Frontend::noteOf(RequestId) const
{
    return {};
}

void Frontend::restoreOrder(const UserId &, RequestId, const QByteArray &) {}

QFuture<void> Frontend::prepareRemoval(const UserId &)
{
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

void Frontend::completeRemoval(const UserId &) {}

Result<void> Frontend::announce(const UserId &, const QString &)
{
    return Error{ErrorKind::Unsupported, QStringLiteral("Nothing can be said to users here.")};
}

} // namespace spectrum
