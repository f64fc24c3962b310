import "./base.css";
import "./measure.css";
