// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fills any value that the codec knows with random contents.
#pragma once

#include "Enumerators.h"
#include "Fields.h"

#include <QRandomGenerator>
#include <QTimeZone>

namespace spectrum::testing
{

class RandomValue
{
public:
    explicit RandomValue(quint32 seed) : m_random(seed) {}

    template <std::integral T>
    void fill(T &value)
    {
        value = static_cast<T>(m_random.generate64());
    }
    void fill(bool &value) { value = m_random.bounded(2) == 1; }
    template <codec::Enumerated T>
    void fill(T &value)
    {
        value = static_cast<T>(m_random.bounded(static_cast<int>(codec::lastOf<T>) + 1));
    }
    void fill(RequestId &value) { value = static_cast<RequestId>(m_random.generate64()); }
    void fill(std::chrono::seconds &value) { value = std::chrono::seconds(m_random.bounded(1'000'000)); }
    void fill(QString &value)
    {
        value.resize(m_random.bounded(12));
        for (QChar &c : value)
            c = QChar(static_cast<char16_t>(m_random.bounded(0x10000)));
    }
    void fill(QByteArray &value)
    {
        value.resize(m_random.bounded(12));
        for (char &c : value)
            c = static_cast<char>(m_random.generate());
    }
    void fill(QUrl &value)
    {
        value =
            m_random.bounded(4) == 0 ? QUrl() : QUrl(QStringLiteral("https://a.example/ü%201?x=%1").arg(1));
    }
    void fill(QDateTime &value)
    {
        const qint64 time = m_random.bounded(qint64(4'000'000'000'000));
        value =
            m_random.bounded(3) == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc());
    }
    void fill(Secret &value)
    {
        QByteArray bytes;
        fill(bytes);
        value = Secret(bytes);
    }
    template <typename Tag>
    void fill(Id<Tag> &value)
    {
        QString text;
        fill(text);
        value = Id<Tag>(text);
    }
    template <typename T>
    void fill(std::optional<T> &value)
    {
        value.reset();
        if (m_random.bounded(2) == 1)
            fill(value.emplace());
    }
    template <typename T>
    void fill(QList<T> &values)
    {
        values.resize(m_random.bounded(4));
        for (T &value : values)
            fill(value);
    }
    void fill(QMap<QString, QString> &values)
    {
        for (int count = m_random.bounded(4); count > 0; --count) {
            QString key;
            fill(key);
            fill(values[key]);
        }
    }
    template <codec::Structured T>
    void fill(T &value)
    {
        std::apply([this](auto &...field) { (fill(field), ...); }, codec::fieldsOf(value));
        if constexpr (std::is_same_v<T, Field>)
            value.choiceLabels.resize(value.choiceValues.size());
    }

    // One value of each alternative.
    template <typename Variant>
    std::vector<Variant> each()
    {
        std::vector<Variant> values;
        [&]<size_t... index>(std::index_sequence<index...>)
        {
            (fill(values.emplace_back().template emplace<index>()), ...);
        }
        (std::make_index_sequence<std::variant_size_v<Variant>>());
        return values;
    }

private:
    QRandomGenerator m_random;
};

} // namespace spectrum::testing
