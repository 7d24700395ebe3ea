// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/testing/EventRecorder.h>

#include <spectrum/Codec.h>

namespace spectrum::testing
{

namespace
{

RequestId requestOf(const Event &event)
{
    if (const auto *delivery = std::get_if<DeliveryChanged>(&event))
        return delivery->state == DeliveryState::Accepted ? RequestId::None : delivery->request;
    if (const auto *finished = std::get_if<RequestFinished>(&event))
        return finished->request;
    return RequestId::None;
}

} // namespace

void EventRecorder::handleEvent(Event &&event)
{
    if (!m_closed.isEmpty())
        m_violations << QStringLiteral("event %1 after: %2").arg(event.index()).arg(m_closed);
    checkCodec(event);
    checkState(event);
    checkDelivery(event);
    checkQuestions(event);
    m_events.push_back(std::move(event));
}

void EventRecorder::clear()
{
    m_events.clear();
    m_violations.clear();
    m_asked.clear();
    m_closed.clear();
    m_state = SessionState::Offline;
}

void EventRecorder::close(const QString &reason)
{
    m_closed = reason;
}

int EventRecorder::outcomesOf(RequestId request) const
{
    return static_cast<int>(std::count_if(m_events.cbegin(), m_events.cend(), [request](const Event &event) {
        return requestOf(event) == request;
    }));
}

std::vector<DeliveryChanged> EventRecorder::deliveryOf(RequestId request) const
{
    std::vector<DeliveryChanged> found = all<DeliveryChanged>();
    std::erase_if(found, [request](const DeliveryChanged &change) { return change.request != request; });
    return found;
}

void EventRecorder::checkCodec(const Event &event)
{
    const Result<Event> decoded = codec::decodeEvent(codec::encode(event));
    if (!decoded || decoded.value() != event)
        m_violations << QStringLiteral("event %1 does not survive the codec").arg(event.index());
}

void EventRecorder::checkState(const Event &event)
{
    const auto *change = std::get_if<StateChanged>(&event);
    if (change == nullptr)
        return;
    if (change->state == SessionState::Online && m_state != SessionState::Connecting &&
        m_state != SessionState::Waiting)
        m_violations << QStringLiteral("Online without Connecting before it");
    if (change->state == SessionState::Failed && !change->error)
        m_violations << QStringLiteral("Failed without an error");
    m_state = change->state;
    if (m_state == SessionState::Offline)
        close(QStringLiteral("Offline"));
}

void EventRecorder::checkQuestions(const Event &event)
{
    if (const auto *asked = std::get_if<LoginStepRequired>(&event);
        asked != nullptr && !m_asked.insert(asked->step.number).second)
        m_violations << QStringLiteral("two questions of one number");
    const auto *offered = std::get_if<ActionsOffered>(&event);
    std::set<QString> ids;
    for (const NetworkAction &action : offered != nullptr ? offered->actions : QList<NetworkAction>()) {
        if (action.id.isEmpty() || action.title.isEmpty() || !ids.insert(action.id).second)
            m_violations << QStringLiteral("an action without an id of its own and a title");
    }
}

void EventRecorder::checkDelivery(const Event &event)
{
    const auto *delivery = std::get_if<DeliveryChanged>(&event);
    if (delivery != nullptr && delivery->request == RequestId::None)
        m_violations << QStringLiteral("an outcome for an order without a request id");
    if (delivery != nullptr && (delivery->state == DeliveryState::Failed) != delivery->error.has_value())
        m_violations << QStringLiteral("a delivery has an error if and only if it failed");
    if (delivery != nullptr && outcomesOf(delivery->request) > 0)
        m_violations << QStringLiteral("a delivery goes on after its outcome");
    if (delivery != nullptr && delivery->state == DeliveryState::Accepted &&
        !deliveryOf(delivery->request).empty())
        m_violations << QStringLiteral("a delivery was accepted twice");
    const auto *finished = std::get_if<RequestFinished>(&event);
    if (finished != nullptr && outcomesOf(finished->request) > 0)
        m_violations << QStringLiteral("an order finished twice");
}

} // namespace spectrum::testing
