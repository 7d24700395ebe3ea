// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Hears what a session says, keeps it, and notes what no session may say.
#pragma once

#include <spectrum/Events.h>

#include <QStringList>

#include <set>
#include <vector>

namespace spectrum::testing
{

class EventRecorder : public EventSink
{
public:
    virtual ~EventRecorder() = default;

    void handleEvent(Event &&event) override;
    void clear();
    // From now on every event is a violation: the session has said Offline, or is gone.
    void close(const QString &reason);

    [[nodiscard]] const std::vector<Event> &events() const { return m_events; }
    // Each rule that was broken, as a sentence. Empty is good.
    [[nodiscard]] const QStringList &violations() const { return m_violations; }
    // Of the last StateChanged.
    [[nodiscard]] SessionState state() const { return m_state; }

    // All events of one kind, in their order.
    template <typename T>
    [[nodiscard]] std::vector<T> all() const
    {
        std::vector<T> found;
        for (const Event &event : m_events) {
            if (const T *match = std::get_if<T>(&event))
                found.push_back(*match);
        }
        return found;
    }
    // How many Confirmed and Failed, or RequestFinished, this order has had.
    [[nodiscard]] int outcomesOf(RequestId request) const;
    // The events about one message's delivery, in their order.
    [[nodiscard]] std::vector<DeliveryChanged> deliveryOf(RequestId request) const;

private:
    void checkCodec(const Event &event);
    void checkState(const Event &event);
    void checkDelivery(const Event &event);
    void checkQuestions(const Event &event);

    std::vector<Event> m_events;
    QStringList m_violations;
    QString m_closed;
    // The numbers of questions.
    std::set<quint32> m_asked;
    SessionState m_state = SessionState::Offline;
};

} // namespace spectrum::testing
