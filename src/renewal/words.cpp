// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/status.hpp"

namespace gpotrust::renewal {

std::string_view to_text(State state) {
    switch (state) {
        case State::ok:
            return "ok";
        case State::due:
            return "due";
        case State::expired:
            return "expired";
        case State::retired:
            break;
    }
    return "retired";
}

}  // namespace gpotrust::renewal
