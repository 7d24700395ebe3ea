// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Farewell.h"

#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logFarewell, "spectrum.instance.farewell")

namespace spectrum::core
{

void Farewell::prepare(const UserId &user, std::function<void()> ready)
{
    if (m_frontend.isNull()) {
        ready();
        return;
    }
    struct Wait {
        std::function<void()> ready;
        Clock::TimerId timer = 0;
    };
    const auto wait = std::make_shared<Wait>(Wait{.ready = std::move(ready)});
    wait->timer = m_clock.schedule(patience, this, [wait, user] {
        qCWarning(logFarewell).noquote()
            << "the account of" << logSafe(user.toString()) << "goes before the frontend was ready for it";
        std::exchange(wait->ready, {})();
    });
    m_frontend->prepareRemoval(user).then([guard = QPointer<Farewell>(this), wait] {
        if (guard.isNull() || !wait->ready)
            return;
        guard->m_clock.cancel(wait->timer);
        std::exchange(wait->ready, {})();
    });
}

void Farewell::complete(const UserId &user)
{
    if (m_frontend)
        m_frontend->completeRemoval(user);
}

} // namespace spectrum::core
